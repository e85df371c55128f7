namespace Statsctl.Results.Sources;

/// <summary>Reads a match of football.json.</summary>
internal static class FootballJsonMatch
{
    /// <param name="round">The name of the round that it is listed under; null if there is none.</param>
    /// <returns>Null for a fixture of a club that is not known yet.</returns>
    /// <exception cref="UnreadableFileException">Names the line and what was expected there.</exception>
    public static SourceMatch? Read(LocatedJson match, string? round)
    {
        if (!KickoffText.TryDate(match["date"]?.Text, out var date))
            throw (match["date"] ?? match).Expected($"'date' to be {KickoffText.DateRule}");
        TimeOnly? time = null;
        TimeSpan? offset = null;
        if (match["time"] is { } given && (given.Text is null || !KickoffText.TryTime(given.Text, out time, out offset)))
            throw given.Expected($"'time' to be {KickoffText.TimeRule}");

        var score = FootballJsonScore.Read(match);
        var (home, away) = (ClubName(match, "team1", score), ClubName(match, "team2", score));
        return home is null || away is null
            ? null
            : new SourceMatch(
                match.Where,
                match["round"]?.Text ?? round,
                home,
                away,
                new LocalKickoff(date, time, offset),
                score,
                Status(match, score is not null || FootballJsonScore.IsOver(match)));
    }

    // The clubs of a later round's fixture may be unknown; such a fixture has no score.
    private static string? ClubName(LocatedJson match, string member, Score? score)
    {
        var club = match[member];
        return (club?.Kind == JsonValueKind.Object ? club["name"] : club)?.Text?.Trim() switch
        {
            { Length: > 0 } name => name,
            _ when score is null => null,
            _ => throw (club ?? match).Expected($"'{member}' to be a club's name, or an object with a 'name'"),
        };
    }

    private static MatchStatus Status(LocatedJson match, bool isOver) => match["status"] switch
    {
        null or { Text: "" } => isOver ? MatchStatus.Finished : MatchStatus.Scheduled,
        { Text: { } word } status => word.ToLowerInvariant() switch
        {
            "awarded" => MatchStatus.Awarded,
            "abandoned" => MatchStatus.Abandoned,
            "suspended" => MatchStatus.Suspended,
            "postponed" => MatchStatus.Postponed,
            "cancelled" or "canceled" or "annulled" => MatchStatus.Cancelled,
            _ => throw status.Expected(
                $"'status' to be awarded, abandoned, suspended, postponed, cancelled or annulled, found '{word}'"),
        },
        { } other => throw other.Expected("'status' to be a word"),
    };
}
