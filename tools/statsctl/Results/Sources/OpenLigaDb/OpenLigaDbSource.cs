namespace Statsctl.Results.Sources;

/// <summary>
/// A season of a league in OpenLigaDB, without a key. A poll between whole readings asks only when the matchdays being played have
/// changed. Source: https://github.com/OpenLigaDB/OpenLigaDB-Samples
/// </summary>
/// <param name="shortcut">Such as <c>bl1</c>.</param>
/// <param name="year">The year in which the season begins.</param>
internal sealed class OpenLigaDbSource(string name, string shortcut, int year, SourceClient client, SourceOptions options) : IResultSource
{
    private readonly OpenLigaDbChanges _changes = new(shortcut, year, client, options);
    private SourceReading? _reading;
    private LocatedJson? _read;

    public string Name => name;

    public async Task<SourceReading> ReadAsync(CancellationToken cancellation)
    {
        if (_reading is not null && !await _changes.AnyAsync(cancellation))
            return _reading;
        var answer = await client.GetAsync($"getmatchdata/{Uri.EscapeDataString(shortcut)}/{year}", cancellation);
        if (_reading is null || !ReferenceEquals(answer, _read))
            (_reading, _read) = (new SourceReading([Season(answer)], []), answer);
        _changes.Accept(answer);
        return _reading;
    }

    private SourceSeason Season(LocatedJson answer)
    {
        if (answer.Kind != JsonValueKind.Array)
            throw answer.Expected("a list of matches");
        if (answer.Items.Count == 0)
            throw answer.NoSuchSeason($"matches of the league {shortcut} in {year}");
        var matches = answer.Items.Select(match => OpenLigaDbMatch.Read(match, year)).OfType<SourceMatch>().ToArray();
        var title = answer.Items[0]["leagueName"]?.Text ?? shortcut;
        return new SourceSeason(
            answer.Source,
            KnownLeagues.OfOpenLigaDb(shortcut)?.Competition ?? new Competition(FeedIds.Named(shortcut), SeasonTitle.WithoutSeason(title)),
            SeasonId(answer.Items[0]),
            matches,
            answer.Items.Count - matches.Length);
    }

    // The known leagues play from autumn to spring. Of others the title tells, unless the season was given: the days of the matches
    // would tell another one while the season is filled in.
    private string SeasonId(LocatedJson match)
    {
        if (KnownLeagues.OfOpenLigaDb(shortcut) is not null)
            return SeasonYears.From(year).Id;
        if (options.Season is { } given)
            return given;
        var title = match["leagueName"];
        return SeasonTitle.Parse(title?.Text ?? "") is { } named && named.Years.First == year
            ? named.Years.Id
            : throw (title ?? match).Expected(
                $"'leagueName' to name the season of {year}, found '{title?.Text}'; name the season with --season");
    }
}
