namespace Statsctl.Results.Sources;

/// <summary>The goals of a match in football.json: <c>goals1</c> and <c>goals2</c> with their minutes.</summary>
internal static class FootballJsonGoals
{
    /// <summary>The score after 90 minutes and stoppage time; null unless the file lists all goals of the match.</summary>
    /// <param name="end">The score after extra time.</param>
    public static Goals? After90(LocatedJson match, Goals end) =>
        (match["goals1"], match["goals2"]) is ({ Kind: JsonValueKind.Array } home, { Kind: JsonValueKind.Array } away)
        && (home.Items.Count, away.Items.Count) == (end.Home, end.Away)
        && home.Items.Concat(away.Items).All(goal => Minute(goal) is not null)
            ? new Goals(home.Items.Count(IsWithin90), away.Items.Count(IsWithin90))
            : null;

    private static bool IsWithin90(LocatedJson goal) => Minute(goal) <= 90;

    // 90 or "90+2"; an older file has the 2 in a member of its own.
    private static int? Minute(LocatedJson goal)
    {
        if (goal["minute"] is not { } minute)
            return null;
        if (minute.Number is { } whole)
            return whole;
        return int.TryParse(minute.Text?.Split('+')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
