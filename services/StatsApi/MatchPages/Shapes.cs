using System.Text.Json.Serialization;
using Stats.Contracts;
using Stats.Scoring;

namespace StatsApi.MatchPages;

/// <summary>A match with everything that explains its points.</summary>
internal sealed record MatchPage(
    string MatchId,
    string CompetitionId,
    string Season,
    Club HomeClub,
    Club AwayClub,
    DateTime Kickoff,
    string Status,
    int Revision,
    Result Result,
    Quotas Quotas,
    RawQuotas RawQuotas,
    Distribution Distribution,
    ScoringRules Rules,
    IReadOnlyList<PredictionEntry> Predictions,
    IReadOnlyList<HistoryEntry> History);

internal sealed record Result(
    Goals RegularTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Goals? ExtraTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Goals? Penalties);

/// <summary>The quotas before they were clamped and rounded; null for what nobody predicted.</summary>
internal sealed record RawQuotas(decimal? Home, decimal? Draw, decimal? Away)
{
    public static RawQuotas Of(ScoringRules rules, Distribution predicted) => new(
        Rule.RawQuotaOf(rules, predicted.Home, predicted.Total()),
        Rule.RawQuotaOf(rules, predicted.Draw, predicted.Total()),
        Rule.RawQuotaOf(rules, predicted.Away, predicted.Total()));
}

internal sealed record PredictionEntry(
    string ModelId,
    int HomeGoals,
    int AwayGoals,
    DateTime SubmittedAt,
    bool Late,
    int TendencyPoints,
    int GoalDifferenceBonus,
    int ExactScoreBonus,
    int TotalPoints);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MatchPage))]
internal sealed partial class MatchJson : JsonSerializerContext;
