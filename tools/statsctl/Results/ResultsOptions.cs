using Statsctl.Results.Sources;

namespace Statsctl.Results;

/// <summary>The options of commands that read sources.</summary>
internal static class ResultsOptions
{
    public static Argument<string[]> Sources() => new("source")
    {
        Description = $"What to read: {ResultSources.Rule}.",
        Arity = ArgumentArity.OneOrMore,
        HelpName = "SOURCE",
    };

    public static Option<string> Season() => FeedOptions.Id(
        "--season", "The season of files that are in no folder named after one, such as 2025-26.");

    public static Option<string?> Aliases() => new("--aliases")
    {
        Description = "The names of clubs, as CSV: competition,name,id,display_name; statsctl results clubs writes such a file. "
            + "Names of the largest leagues are known without it.",
        HelpName = "FILE.csv",
    };

    /// <summary>How sources are read, with what the environment says about public services.</summary>
    /// <exception cref="CommandFailedException">A variable is not an address.</exception>
    public static SourceOptions Of(string? season)
    {
        var standard = new SourceOptions();
        return new SourceOptions
        {
            Season = season,
            FootballDataOrgToken = Given(SourceOptions.TokenVariable),
            OpenLigaDb = Address(SourceOptions.OpenLigaDbVariable) ?? standard.OpenLigaDb,
            FootballDataOrg = Address(SourceOptions.FootballDataOrgVariable) ?? standard.FootballDataOrg,
        };
    }

    private static Uri? Address(string variable) => Given(variable) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new CommandFailedException($"{variable} must be an http:// or https:// address, not '{text}'");

    private static string? Given(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
