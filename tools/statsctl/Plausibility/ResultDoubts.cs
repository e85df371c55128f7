namespace Statsctl.Plausibility;

/// <summary>
/// Looks for results that can hardly be true. Rare but possible ones pass, such as extra time after a second leg that was not level.
/// </summary>
internal static class ResultDoubts
{
    /// <summary>How far outside its season a kickoff is far away: qualifiers begin early, and pandemics end late.</summary>
    private const int Months = 3;

    /// <summary>All doubts about a result that the service accepts.</summary>
    public static IEnumerable<Doubt> Of(MatchCompleted result)
    {
        var (regularTime, extraTime, penalties) = result.Score;
        if (extraTime is not null && (extraTime.Home < regularTime.Home || extraTime.Away < regularTime.Away))
        {
            yield return new Doubt(
                "score.extraTime",
                $"The score after extra time, {Text(extraTime)}, is below the score after 90 minutes, {Text(regularTime)}.",
                "It includes the goals of the 90 minutes.");
        }
        if (penalties is not null && penalties.Home == penalties.Away)
        {
            yield return new Doubt(
                "score.penalties",
                $"The shoot-out ended level, {Text(penalties)}.",
                "Give the goals of the shoot-out alone; one club has more.");
        }
        if (result.OccurredAt < result.Kickoff)
        {
            yield return new Doubt(
                "occurredAt",
                $"The result was known at {Text(result.OccurredAt)}, before kickoff at {Text(result.Kickoff)}.",
                "Check the offset of both times.");
        }
        if (SeasonDays.Of(result.Season) is var (first, last) && IsFarFrom(first, last, DateOnly.FromDateTime(result.Kickoff.UtcDateTime)))
        {
            yield return new Doubt(
                "kickoff",
                $"The kickoff at {Text(result.Kickoff)} is far from the season {result.Season}.",
                "Check the date and the season.");
        }
        if (string.Equals(result.HomeClub.Name, result.AwayClub.Name, StringComparison.OrdinalIgnoreCase))
            yield return new Doubt("awayClub.name", $"{result.HomeClub.Name} plays against itself.", "Check both clubs.");
    }

    private static bool IsFarFrom(DateOnly first, DateOnly last, DateOnly day) =>
        day < first.AddMonths(-Months) || day > last.AddMonths(Months);

    private static string Text(Goals goals) => $"{goals.Home}-{goals.Away}";

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
