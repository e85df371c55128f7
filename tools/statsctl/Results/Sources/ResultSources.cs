using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>Finds the source that a text names.</summary>
internal static partial class ResultSources
{
    /// <summary>The texts that <see cref="Open"/> accepts, for the help of commands.</summary>
    public const string Rule = "a file or folder (football.json, Football.TXT, CSV of football-data.co.uk or of Stats), "
        + "openligadb:bl1/2025, or football-data:PL/2025 (without the year, the current season)";

    /// <summary>Opens each source. Nothing is read yet. Sources of one service share its rate limit.</summary>
    /// <exception cref="CommandFailedException">A source is mistyped, or needs a token or a year.</exception>
    public static IReadOnlyList<IResultSource> Open(IReadOnlyList<string> sources, SourceOptions options)
    {
        var openLigaDb = new SourceClient("openligadb", options.OpenLigaDb, options);
        var footballDataOrg = new SourceClient("football-data.org", options.FootballDataOrg, options, options.FootballDataOrgToken);
        return [.. sources.Select(Source)];

        IResultSource Source(string source) => Service().Match(source) switch
        {
            { Success: false } => new FileSource(source, options),
            var part when !part.Groups["league"].Success => throw new CommandFailedException(
                $"'{source}' must name a league, and the year in which its season begins or none for the current one: "
                + "openligadb:bl1/2025, football-data:PL/2025"),
            var part when options.Season is not null && IsOfAnyYear(part) => throw new CommandFailedException(
                $"'{source}': --season needs the year too, such as {source}/2025"),
            var part when part.Groups["service"].Value == "openligadb" =>
                OfYear(part, year => new OpenLigaDbSource(source, part.Groups["league"].Value, year, openLigaDb, options)),
            _ when !IsToken(options.FootballDataOrgToken) => throw new CommandFailedException(
                $"'{source}' needs a token of football-data.org, in visible ASCII characters: set {SourceOptions.TokenVariable}"),
            var part => OfYear(part, year => new FootballDataOrgSource(source, part.Groups["league"].Value, year, footballDataOrg)),
        };

        IResultSource OfYear(Match source, Func<int, IResultSource> open) => source.Groups["year"].Success
            ? open(int.Parse(source.Groups["year"].ValueSpan, CultureInfo.InvariantCulture))
            : new CurrentSeasonSource(source.Value, open, options.Time);
    }

    /// <summary>Reads all sources, or throws as <see cref="IResultSource.ReadAsync"/>.</summary>
    /// <exception cref="UnreadableFileException">Also if two sources have the same competition and season.</exception>
    public static async Task<SourceReading> ReadAllAsync(IReadOnlyList<IResultSource> sources, CancellationToken ct)
    {
        var seasons = new List<SourceSeason>();
        var passedOver = new List<string>();
        foreach (var source in sources)
        {
            var reading = await source.ReadAsync(ct);
            seasons.AddRange(reading.Seasons);
            passedOver.AddRange(reading.PassedOver);
        }
        return new SourceReading(EachOnce.Of(seasons), passedOver);
    }

    // Such a league would keep the id of the given season in the next year.
    private static bool IsOfAnyYear(Match source) => source.Groups["service"].Value == "openligadb"
        && !source.Groups["year"].Success && KnownLeagues.OfOpenLigaDb(source.Groups["league"].Value) is null;

    private static bool IsToken(string? token) => token is { Length: > 0 } && token.All(letter => letter is > ' ' and <= '~');

    [GeneratedRegex(
        @"\A(?<service>openligadb|football-data):((?<league>[A-Za-z0-9_-]+)(/(?<year>\d{4}))?\z)?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Service();
}
