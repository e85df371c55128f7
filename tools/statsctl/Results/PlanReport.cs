namespace Statsctl.Results;

/// <summary>Describes a plan to people.</summary>
internal static class PlanReport
{
    // More new results of a season are only counted: they are all that the source has.
    private const int MostNew = 20;

    /// <summary>The changes, then the matches that are left out.</summary>
    public static IEnumerable<string> Lines(ResultsPlan plan)
    {
        foreach (var season in plan.Changes.GroupBy(change => (change.After.CompetitionId, change.After.Season)))
        {
            var fresh = season.Where(change => change.Kind == ChangeKind.New).ToArray();
            if (fresh.Length > MostNew)
                yield return $"+ {season.Key.CompetitionId} {season.Key.Season}: {fresh.Length:N0} new results";
            foreach (var change in season.Where(change => change.Kind != ChangeKind.New || fresh.Length <= MostNew))
                yield return Line(change);
        }
        foreach (var match in plan.Skipped)
            yield return $"skipped: {Line(match)}";
        foreach (var match in plan.Refused)
            yield return $"refused: {Line(match)}";
    }

    public static string Summary(ResultsPlan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"{plan.Count(ChangeKind.New):N0} new, {plan.Count(ChangeKind.Corrected):N0} corrected, {plan.Count(ChangeKind.Voided):N0} voided, "
        + $"{plan.Unchanged:N0} unchanged, {plan.Skipped.Count:N0} skipped, {plan.Refused.Count:N0} refused, "
        + $"{plan.Warnings.Count:N0} {(plan.Warnings.Count == 1 ? "warning" : "warnings")}.");

    public static string Line(LeftOut match) => $"{match.Where}: {match.Match}: {match.Reason}";

    private static string Line(PlannedChange change)
    {
        var sign = change.Kind switch
        {
            ChangeKind.New => '+',
            ChangeKind.Corrected => '~',
            _ => '-',
        };
        var what = change.Kind == ChangeKind.New
            ? $"{ScoreInWords.Of(change.After.Score)}{(change.What.Length == 0 ? "" : $", {change.What}")}"
            : change.What;
        return $"{sign} {change.After.MatchId}: {change.Name}: {what} (revision {change.After.Revision})";
    }
}
