namespace Statsctl.Results;

/// <summary>Scores for people.</summary>
internal static class ScoreInWords
{
    /// <summary><c>2-1</c>, or <c>1-1 (2-1 after extra time, 4-3 on penalties)</c>.</summary>
    public static string Of(Score score)
    {
        var later = string.Join(
            ", ",
            new[] { After(score.ExtraTime, "after extra time"), After(score.Penalties, "on penalties") }.Where(part => part.Length > 0));
        return $"{After(score.RegularTime, "")}{(later.Length == 0 ? "" : $" ({later})")}";
    }

    private static string After(Goals? goals, string when) => goals is null ? "" : $"{goals.Home}-{goals.Away} {when}".TrimEnd();
}
