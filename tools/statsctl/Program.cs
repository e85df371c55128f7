using Statsctl;
using Statsctl.BrokerUsers;
using Statsctl.Cache;
using Statsctl.Canary;
using Statsctl.DeadLetters;
using Statsctl.FeedFiles;
using Statsctl.Follow;
using Statsctl.Keys;
using Statsctl.Results;
using Statsctl.Store;
using Statsctl.Watch;

var root = new RootCommand(CommandLine.Description)
{
    PublishCommand.Create(PublishMessagesCommand.Create()),
    FeedCommand.Create(),
    ResultsCommand.Create(),
    FollowCommand.Create(),
    WatchCommand.Create(),
    MigrateCommand.Create(),
    BrokerUsersCommand.Create(),
    TopologyCommand.Create(),
    RebuildCommand.Create(),
    VerifyCommand.Create(),
    CanaryCommand.Create(),
    RestoreDoneCommand.Create(),
    CacheCommand.Create(),
    DeadLettersCommand.Create(),
    KeysCommand.Create(),
};

return await CommandLine.RunAsync(root, args);
