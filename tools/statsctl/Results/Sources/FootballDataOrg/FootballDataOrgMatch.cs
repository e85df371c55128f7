namespace Statsctl.Results.Sources;

/// <summary>Reads a match of football-data.org. Source: https://docs.football-data.org/general/v4/match.html</summary>
internal static class FootballDataOrgMatch
{
    /// <returns>Null for a fixture without clubs.</returns>
    /// <exception cref="UnreadableFileException">Names the URL, the JSON path, and what was expected there.</exception>
    public static SourceMatch? Read(LocatedJson match)
    {
        if (!KickoffText.TryInstant(match["utcDate"]?.Text, out var kickoff))
            throw (match["utcDate"] ?? match).Expected($"'utcDate' to be {KickoffText.InstantRule}");
        var status = Status(match);
        var isOver = status is MatchStatus.Finished or MatchStatus.Awarded;
        var (home, away) = (ClubName(match, "homeTeam", isOver), ClubName(match, "awayTeam", isOver));
        return home is null || away is null
            ? null
            : new SourceMatch(
                match.Where,
                Round(match),
                home,
                away,
                new LocalKickoff(DateOnly.FromDateTime(kickoff.DateTime), TimeOnly.FromDateTime(kickoff.DateTime), TimeSpan.Zero),
                isOver ? FootballDataOrgScore.Read(match) : null,
                status,
                Now: status == MatchStatus.InPlay ? JsonGoals.TryRead(match["score"]?["fullTime"], "home", "away") : null);
    }

    private static MatchStatus Status(LocatedJson match) => match["status"]?.Text switch
    {
        "SCHEDULED" or "TIMED" => MatchStatus.Scheduled,
        "IN_PLAY" or "PAUSED" or "EXTRA_TIME" or "PENALTY_SHOOTOUT" or "LIVE" => MatchStatus.InPlay,
        "FINISHED" => MatchStatus.Finished,
        "AWARDED" => MatchStatus.Awarded,
        "SUSPENDED" => MatchStatus.Suspended,
        "POSTPONED" => MatchStatus.Postponed,
        "CANCELLED" or "CANCELED" => MatchStatus.Cancelled,
        var other => throw (match["status"] ?? match).Expected($"a known 'status' such as TIMED or FINISHED, found '{other}'"),
    };

    private static string? ClubName(LocatedJson match, string team, bool isOver)
    {
        if (match[team]?["name"]?.Text?.Trim() is { Length: > 0 } name)
            return name;
        if (isOver)
            throw (match[team] ?? match).Expected($"'{team}' to have a 'name'");
        return null;
    }

    // A league has matchdays, a cup has stages and groups too.
    private static string? Round(LocatedJson match)
    {
        var stage = match["stage"]?.Text is { } named && named != "REGULAR_SEASON" ? named : null;
        var matchday = match["matchday"]?.Number is { } number ? $"Matchday {number}" : null;
        var parts = new[] { stage, match["group"]?.Text, matchday }.OfType<string>().ToArray();
        return parts.Length == 0 ? null : string.Join(", ", parts);
    }
}
