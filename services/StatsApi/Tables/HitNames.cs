using Stats.Scoring;

namespace StatsApi.Tables;

/// <summary>How pages name the most precise part of a prediction that was right.</summary>
internal static class HitNames
{
    public static string Of(short hit) => (Hit)hit switch
    {
        Hit.Exact => "exact",
        Hit.GoalDifference => "goalDifference",
        Hit.Tendency => "tendency",
        _ => "wrong",
    };
}
