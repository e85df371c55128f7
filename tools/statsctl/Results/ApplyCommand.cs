namespace Statsctl.Results;

/// <summary><c>statsctl results apply</c>: makes the system hold what sources say.</summary>
internal static class ApplyCommand
{
    /// <summary>With <c>--dry-run</c>: the system and the sources differ, as <c>diff</c> and others say with a code of their own.</summary>
    public const int Different = 2;

    public static Command Create()
    {
        var sources = ResultsOptions.Sources();
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = $"Print the plan and publish nothing. Exit code 0 if there is nothing to publish, {Different} if there is.",
        };
        var voidMissing = new Option<bool>("--void-missing")
        {
            Description = "Void the matches that the system holds, but that the source of their competition and season has no result of.",
        };
        var strict = new Option<bool>("--strict") { Description = "Refuse doubtful matches instead of warning." };
        var (zones, season, aliases) = (TimeZones.Option(), ResultsOptions.Season(), ResultsOptions.Aliases());
        var (api, key, rabbitMq) = (Api.NeededAddress(), Api.Key(), FeedOptions.RabbitMq());
        var wait = ValueOption.Number(
            "--wait", "Seconds to wait for the next result to be in force after publication (default: 60).", "SECONDS",
            n => n is >= 0 and <= 86_400, "a number from 0 to 86400");
        var json = FeedOptions.Json();
        var command = new Command(
            "apply",
            "Publish the differences between sources and the system: new results, corrections and, with --void-missing, voids. "
            + $"Exit codes: 0 the system holds what the sources say, {ExitCode.Failed} failure, or a published result is not in force, "
            + $"{ExitCode.WrongUsage} wrong usage, or differences with --dry-run, {ExitCode.Refused} a match is refused, and nothing was "
            + "published.")
        {
            sources, dryRun, voidMissing, strict, zones, season, aliases, api, key, rabbitMq, wait, json,
        };
        command.SetAction((given, ct) => ApplyRun.RunAsync(
            new ApplyRequest(
                given.GetRequiredValue(sources),
                given.GetValue(season),
                given.GetValue(aliases),
                given.GetValue(zones) ?? TimeZones.None,
                given.GetValue(voidMissing),
                given.GetValue(strict),
                given.GetValue(dryRun),
                given.GetValue(api),
                given.GetValue(key),
                given.GetValue(rabbitMq),
                TimeSpan.FromSeconds(given.GetValue(wait) ?? 60),
                given.GetValue(json)),
            ct));
        return command;
    }
}
