namespace Statsctl.Results.Sources;

/// <summary>Reads a match of OpenLigaDB. It has no status but <c>matchIsFinished</c>.</summary>
internal static class OpenLigaDbMatch
{
    // The years of a match whose day is not known yet.
    private static readonly string[] NoYears = ["0001-", "1970-"];

    /// <param name="year">The season that was asked for.</param>
    /// <returns>Null for a fixture without clubs or day.</returns>
    /// <exception cref="UnreadableFileException">Names the URL, the JSON path, and what was expected there.</exception>
    public static SourceMatch? Read(LocatedJson match, int year)
    {
        if (match["leagueSeason"] is { } season && season.Number != year)
            throw season.Expected($"'leagueSeason' to be {year}, found {season.Number?.ToString() ?? "no number"}");
        if (match["matchIsFinished"] is not { Kind: JsonValueKind.True or JsonValueKind.False } finished)
            throw (match["matchIsFinished"] ?? match).Expected("'matchIsFinished' to be true or false");

        var isFinished = finished.Kind == JsonValueKind.True;
        var (home, away) = (ClubName(match, "team1", isFinished), ClubName(match, "team2", isFinished));
        if (!isFinished && !HasDay(match))
            return null;
        if (!TryKickoff(match, out var kickoff))
            throw (match["matchDateTimeUTC"] ?? match).Expected($"'matchDateTimeUTC' to be {KickoffText.InstantRule}");
        if (home is null || away is null)
            return null;
        var hasBegun = match["matchResults"]?.Items.Count > 0 || match["goals"]?.Items.Count > 0;
        return new SourceMatch(
            match.Where,
            match["group"]?["groupName"]?.Text,
            home,
            away,
            new LocalKickoff(DateOnly.FromDateTime(kickoff.DateTime), TimeOnly.FromDateTime(kickoff.DateTime), TimeSpan.Zero),
            isFinished ? OpenLigaDbScore.Read(match) : null,
            isFinished ? MatchStatus.Finished : hasBegun ? MatchStatus.InPlay : MatchStatus.Scheduled,
            Now: hasBegun && !isFinished ? GoalsSoFar(match) : null);
    }

    /// <summary>Reads when a match begins (UTC).</summary>
    public static bool TryKickoff(LocatedJson match, out DateTimeOffset kickoff) =>
        KickoffText.TryInstant(match["matchDateTimeUTC"]?.Text, out kickoff);

    private static bool HasDay(LocatedJson match) => match["matchDateTimeUTC"] is { } at
        && !NoYears.Any(year => at.Text?.StartsWith(year, StringComparison.Ordinal) == true);

    // Each goal has the score after it; their order is not documented.
    private static Goals GoalsSoFar(LocatedJson match) => (match["goals"]?.Items ?? [])
        .Select(goal => JsonGoals.TryRead(goal, "scoreTeam1", "scoreTeam2"))
        .OfType<Goals>()
        .MaxBy(score => score.Home + score.Away) ?? new Goals(0, 0);

    private static string? ClubName(LocatedJson match, string team, bool isFinished)
    {
        if (match[team]?["teamName"]?.Text?.Trim() is { Length: > 0 } name)
            return name;
        if (isFinished)
            throw (match[team] ?? match).Expected($"'{team}' to have a 'teamName'");
        return null;
    }
}
