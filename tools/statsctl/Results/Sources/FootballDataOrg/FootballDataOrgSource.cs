namespace Statsctl.Results.Sources;

/// <summary>
/// A season of a competition in football-data.org, version 4, with a token. Source: https://docs.football-data.org/general/v4/index.html
/// </summary>
/// <param name="code">Such as <c>PL</c>.</param>
/// <param name="year">The year in which the season begins.</param>
internal sealed class FootballDataOrgSource(string name, string code, int year, SourceClient client) : IResultSource
{
    private SourceReading? _reading;
    private LocatedJson? _read;

    public string Name => name;

    public async Task<SourceReading> ReadAsync(CancellationToken cancellation)
    {
        var answer = await client.GetAsync($"v4/competitions/{Uri.EscapeDataString(code)}/matches?season={year}", cancellation);
        if (_reading is null || !ReferenceEquals(answer, _read))
            (_reading, _read) = (new SourceReading([Season(answer)], []), answer);
        return _reading;
    }

    private SourceSeason Season(LocatedJson answer)
    {
        if (answer["matches"] is not { Kind: JsonValueKind.Array } list)
            throw (answer["matches"] ?? answer).Expected("an object with a list 'matches'");
        if (answer["resultSet"]?["count"] is { } count && count.Number != list.Items.Count)
            throw count.Expected($"'count' to be {list.Items.Count}, the number of the matches");
        if (list.Items.Count == 0)
            throw list.NoSuchSeason($"matches of {code} in {year}");
        var years = Years(list.Items[0]);
        var matches = list.Items.Select(FootballDataOrgMatch.Read).OfType<SourceMatch>().ToArray();
        return new SourceSeason(
            answer.Source,
            KnownLeagues.OfFootballDataOrg(code)?.Competition
                ?? new Competition(FeedIds.Named(code.ToLowerInvariant()), answer["competition"]?["name"]?.Text ?? code),
            years.Id,
            matches,
            list.Items.Count - matches.Length);
    }

    private SeasonYears Years(LocatedJson match)
    {
        var season = match["season"] ?? match;
        if (!KickoffText.TryDate(season["startDate"]?.Text, out var start) || !KickoffText.TryDate(season["endDate"]?.Text, out var end))
            throw season.Expected("'season' to have a 'startDate' and an 'endDate'");
        if (start.Year != year)
            throw (season["startDate"] ?? season).Expected($"a season that begins in {year}, found {start.Year}");
        return end.Year == year ? new SeasonYears(year, year) : SeasonYears.From(year);
    }
}
