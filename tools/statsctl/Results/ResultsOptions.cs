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
        "--season", "The season of files in no folder named after one, and of leagues whose title names none, such as 2025-26.");

    public static Option<string?> Aliases() => new("--aliases")
    {
        Description = "The names of clubs, as CSV: competition,name,id,display_name; statsctl results clubs writes such a file. "
            + "Names of the largest leagues are known without it.",
        HelpName = "FILE.csv",
    };

    /// <summary>Opens the sources that a command names. Waits and retries are told on standard error.</summary>
    /// <exception cref="CommandFailedException">A source is mistyped, or a setting of the environment is invalid.</exception>
    public static IReadOnlyList<IResultSource> Open(IReadOnlyList<string> sources, string? season) => ResultSources.Open(
        sources, SourceOptions.FromEnvironment(season, text => Terminal.Say(Terminal.Error, text)));
}
