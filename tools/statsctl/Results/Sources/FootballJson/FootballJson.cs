namespace Statsctl.Results.Sources;

/// <summary>
/// Reads openfootball's football.json in its layouts: <c>matches[]</c> with <c>score.ft</c> (also <c>et</c> and <c>p</c>, or the
/// score as <c>[home, away]</c>), and the older <c>rounds[].matches[]</c> with <c>score1</c>/<c>score2</c> (also with the suffixes
/// <c>et</c> and <c>p</c>). Clubs are names, or objects with a <c>name</c>.
/// Source: https://github.com/openfootball/football.json
/// </summary>
internal static class FootballJson
{
    /// <summary>Whether a document has matches; the same folders contain other JSON too.</summary>
    public static bool HasMatches(LocatedJson root) => (root["matches"] ?? root["rounds"])?.Kind == JsonValueKind.Array;

    /// <summary>All matches, played or not, in the file's order.</summary>
    /// <exception cref="UnreadableFileException">Names the line and what was expected there.</exception>
    public static SourceSeason Read(string path, LocatedJson root, SeasonPath named)
    {
        if (!HasMatches(root))
            throw root.Expected("an object with a list 'matches' or 'rounds'");
        var title = root["name"]?.Text ?? "";
        var competition = new Competition(
            named.CompetitionId, SeasonTitle.WithoutSeason(title) is { Length: > 0 } name ? name : named.CompetitionId);
        var matches = new List<SourceMatch>();
        var withoutClubs = 0;
        foreach (var (round, match) in MatchesOf(root))
        {
            if (FootballJsonMatch.Read(match, round) is { } read)
                matches.Add(read);
            else
                withoutClubs++;
        }
        return new SourceSeason(path, competition, named.Season, matches, withoutClubs);
    }

    private static IEnumerable<(string? Round, LocatedJson Match)> MatchesOf(LocatedJson root)
    {
        foreach (var round in root["rounds"]?.Items ?? [])
        {
            foreach (var match in round["matches"]?.Items ?? [])
                yield return (round["name"]?.Text, match);
        }
        foreach (var match in root["matches"]?.Items ?? [])
            yield return (null, match);
    }
}
