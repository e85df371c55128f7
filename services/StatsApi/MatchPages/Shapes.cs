using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Npgsql;
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
    [property: AllowedValues("completed", "voided")] string Status,
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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Goals? Penalties)
{
    /// <summary>Reads six columns: goals at home and away of the regular time, the extra time and the penalties.</summary>
    public static Result Read(NpgsqlDataReader reader, int first) => new(Of(reader, first)!, Of(reader, first + 2), Of(reader, first + 4));

    private static Goals? Of(NpgsqlDataReader reader, int home) =>
        reader.IsDBNull(home) || reader.IsDBNull(home + 1) ? null : new Goals(reader.GetInt16(home), reader.GetInt16(home + 1));
}

/// <summary>The quotas before they were clamped and rounded; null for what nobody predicted.</summary>
internal sealed record RawQuotas(decimal? Home, decimal? Draw, decimal? Away)
{
    public static RawQuotas Of(ScoringRules rules, Distribution predicted) => new(
        Rule.RawQuotaOf(rules, predicted.Home, predicted.Total()),
        Rule.RawQuotaOf(rules, predicted.Draw, predicted.Total()),
        Rule.RawQuotaOf(rules, predicted.Away, predicted.Total()));
}

internal record PredictionEntry(
    string ModelId,
    int HomeGoals,
    int AwayGoals,
    DateTime SubmittedAt,
    bool Late,
    int TendencyPoints,
    int GoalDifferenceBonus,
    int ExactScoreBonus,
    int TotalPoints);

/// <summary>
/// A match as it would be by the result asked about. Status, revision and <c>CurrentResult</c> tell what it is now.
/// </summary>
internal sealed record WhatIfPage(
    string MatchId,
    string CompetitionId,
    string Season,
    Club HomeClub,
    Club AwayClub,
    DateTime Kickoff,
    [property: AllowedValues("completed", "voided")] string Status,
    int Revision,
    Result CurrentResult,
    Result Result,
    Quotas Quotas,
    RawQuotas RawQuotas,
    Distribution Distribution,
    ScoringRules Rules,
    IReadOnlyList<WhatIfEntry> Predictions);

/// <summary>What a prediction would earn, and what it earns now.</summary>
internal sealed record WhatIfEntry : PredictionEntry
{
    public WhatIfEntry(PredictionEntry entry, int currentPoints)
        : base(entry) => CurrentPoints = currentPoints;

    [JsonPropertyOrder(1)]
    public int CurrentPoints { get; }

    [JsonPropertyOrder(2)]
    public int Difference => TotalPoints - CurrentPoints;
}

/// <summary>A result that a match doesn't have: goals after 90 minutes. <see cref="WhatIfBody"/> reads it.</summary>
internal sealed record WhatIfRequest([property: Range(0, 99)] int HomeGoals, [property: Range(0, 99)] int AwayGoals);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MatchPage))]
[JsonSerializable(typeof(WhatIfPage))]
internal sealed partial class MatchJson : JsonSerializerContext;
