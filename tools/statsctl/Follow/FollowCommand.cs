using Statsctl.Forecasters;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Statsctl.Follow;

/// <summary><c>statsctl follow</c>: publishes predictions and results of leagues as their matches are played.</summary>
internal static class FollowCommand
{
    /// <summary>The environment variable with the sources, separated by spaces, for containers.</summary>
    public const string SourcesVariable = "STATS_FOLLOW_SOURCES";

    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var sources = new Argument<string[]>("source")
        {
            Description = $"What to follow: {ResultSources.Rule} (default: {SourcesVariable}, separated by spaces).",
            Arity = ArgumentArity.ZeroOrMore,
            HelpName = "SOURCE",
        };
        var every = Duration.Option("--every", "Time between two polls, at most 30m (default: 60s).").Must(
            time => time is null || time <= PredictionTimes.LongestInterval,
            "--every must be at most 30m: predictions are published in the last hour before kickoff.");
        var forecasters = ForecastersOption.Create();
        var (zones, season, aliases) = (TimeZones.Option(), ResultsOptions.Season(), ResultsOptions.Aliases());
        var (api, key, rabbitMq) = (Api.NeededAddress(), Api.Key(), FeedOptions.RabbitMq());
        var port = new Option<int?>("--port")
        {
            Description = "Answer /health/live, /health/ready and /matches (the scoreboard for StatsWeb) at this port (default: none).",
            HelpName = "PORT",
        }.Must(number => number is null or (>= 1 and <= 65535), "--port must be from 1 to 65535.");
        var command = new Command(
            "follow",
            "Follow leagues until SIGTERM or Ctrl-C: publish predictions of the built-in forecasters an hour before kickoff, results "
            + "at the poll after the source has them, corrections and voids whenever they come. It keeps no state: run it again at any "
            + "time.")
        {
            sources, every, forecasters, zones, season, aliases, api, key, rabbitMq, port,
        };
        command.SetAction((given, ct) => FollowRun.RunAsync(
            new FollowRequest(
                given.GetValue(sources) ?? [],
                given.GetValue(every) ?? DefaultInterval,
                given.GetValue(forecasters) ?? BuiltInForecasters.All,
                given.GetValue(zones) ?? TimeZones.None,
                given.GetValue(season),
                given.GetValue(aliases),
                given.GetValue(api),
                given.GetValue(key),
                given.GetValue(rabbitMq),
                given.GetValue(port)),
            ct));
        return command;
    }
}
