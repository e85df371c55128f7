using StatsWeb.Api;

namespace StatsWeb.Matches;

/// <summary>Writes results.</summary>
internal static class ScoreText
{
    public static string Of(GoalPair goals) => $"{goals.Home}–{goals.Away}";

    public static string Of(ScoreGoals goals) => $"{goals.HomeGoals}–{goals.AwayGoals}";

    /// <summary>What followed the 90 minutes; null if nothing did.</summary>
    public static string? After(MatchResult result) => (result.ExtraTime, result.Penalties) switch
    {
        ({ } extra, { } penalties) => $"{Of(extra)} after extra time, {Of(penalties)} on penalties",
        ({ } extra, null) => $"{Of(extra)} after extra time",
        (null, { } penalties) => $"{Of(penalties)} on penalties",
        _ => null,
    };
}
