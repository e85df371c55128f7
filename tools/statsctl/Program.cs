using System.CommandLine;
using Statsctl;
using Statsctl.Feed;
using Statsctl.Replay;

var root = new RootCommand(CommandLine.Description)
{
    ReplayCommand.Create(),
    PublishCommand.Create(),
};

return await CommandLine.RunAsync(root, args);
