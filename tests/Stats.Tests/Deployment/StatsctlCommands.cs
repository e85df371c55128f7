using System.CommandLine;
using System.Text.RegularExpressions;
using Statsctl.Cache;
using Statsctl.Canary;
using Statsctl.DeadLetters;
using Statsctl.Feed;
using Statsctl.FeedFiles;
using Statsctl.Follow;
using Statsctl.Results;
using Statsctl.Store;
using Statsctl.Watch;

namespace Stats.Tests.Deployment;

/// <summary>The commands of statsctl that an operator may need, for checks of texts that name them.</summary>
internal static partial class StatsctlCommands
{
    private static readonly RootCommand Root = new("statsctl")
    {
        FeedCommand.Create(), WatchCommand.Create(), MigrateCommand.Create(), TopologyCommand.Create(), RebuildCommand.Create(),
        VerifyCommand.Create(), CanaryCommand.Create(), RestoreDoneCommand.Create(), CacheCommand.Create(), DeadLettersCommand.Create(),
        FollowCommand.Create(), ResultsCommand.Create(),
    };

    /// <summary>Whether there is such a command, if necessary with this subcommand.</summary>
    public static bool Has(string name, string subcommand) =>
        Root.Subcommands.FirstOrDefault(command => command.Name == name) is { } found
        && (found.Subcommands.Count == 0 || found.Subcommands.Any(command => command.Name == subcommand));

    /// <summary>Why statsctl would refuse a command line, which begins after its name; null if it would not.</summary>
    public static string? Fault(string line) =>
        Root.Parse([.. Word().Matches(line).Select(word => word.Value.Trim('\''))]).Errors is [var error, ..] ? error.Message : null;

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();
}
