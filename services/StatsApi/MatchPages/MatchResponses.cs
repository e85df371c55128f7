using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Npgsql;
using Stats.Contracts;
using Stats.Scoring;

namespace StatsApi.MatchPages;

/// <summary>A match with the calculation of its points.</summary>
/// <param name="MatchId">The match's id, for other pages.</param>
/// <param name="CompetitionId">The competition's id.</param>
/// <param name="Season">The season's id.</param>
/// <param name="HomeClub">The home club.</param>
/// <param name="AwayClub">The away club.</param>
/// <param name="Kickoff">The kickoff (UTC). Only predictions submitted before it count.</param>
/// <param name="Status">Whether the match counts; a <c>voided</c> match was abandoned or awarded and gives no points.</param>
/// <param name="Revision">The revision of the result: 1, or higher after corrections.</param>
/// <param name="Result">The result in force.</param>
/// <param name="Quotas">The points for each tendency: the raw quotas, limited by the rules and rounded half up.</param>
/// <param name="RawQuotas"><c>maxQuota / (10 × share) − maxQuota / 10 + minQuota</c>, with the tendency's share of predictions.</param>
/// <param name="Distribution">The number of predictions that count, by tendency.</param>
/// <param name="Rules">The rules that it was scored with.</param>
/// <param name="Predictions">For each model, the prediction that counts and late ones, by model id.</param>
/// <param name="History">The history of its result, in order: recorded, voided, scored.</param>
/// <param name="Competition">The competition.</param>
/// <param name="PredictedScores">The distribution of the predicted scores that count, the most frequent first.</param>
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
    IReadOnlyList<HistoryEntry> History,
    Competition Competition,
    IReadOnlyList<PredictedScore> PredictedScores);

/// <summary>The result of a match.</summary>
/// <param name="RegularTime">The score after 90 minutes. Only this one gives points.</param>
/// <param name="ExtraTime">The score after extra time; left out if there was none.</param>
/// <param name="Penalties">The score of the shoot-out; left out if there was none.</param>
internal sealed record Result(
    Goals RegularTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Goals? ExtraTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Goals? Penalties)
{
    /// <summary>Reads six columns: home and away goals of the regular time, the extra time and the penalties.</summary>
    public static Result Read(NpgsqlDataReader reader, int first) => new(Of(reader, first)!, Of(reader, first + 2), Of(reader, first + 4));

    private static Goals? Of(NpgsqlDataReader reader, int home) =>
        reader.IsDBNull(home) || reader.IsDBNull(home + 1) ? null : new Goals(reader.GetInt16(home), reader.GetInt16(home + 1));
}

/// <summary>The quotas before limiting and rounding; null for a tendency that no model predicted, which has the maximum quota.</summary>
/// <param name="Home">For a home win.</param>
/// <param name="Draw">For a draw.</param>
/// <param name="Away">For an away win.</param>
internal sealed record RawQuotas(decimal? Home, decimal? Draw, decimal? Away)
{
    public static RawQuotas Of(ScoringRules rules, Distribution predicted) => new(
        Rule.RawQuotaOf(rules, predicted.Home, predicted.Total()),
        Rule.RawQuotaOf(rules, predicted.Draw, predicted.Total()),
        Rule.RawQuotaOf(rules, predicted.Away, predicted.Total()));
}

/// <summary>A prediction, with the calculation of its points.</summary>
/// <param name="ModelId">The model's id.</param>
/// <param name="HomeGoals">The predicted goals of the home club.</param>
/// <param name="AwayGoals">The predicted goals of the away club.</param>
/// <param name="SubmittedAt">When it was submitted (UTC).</param>
/// <param name="Late">Whether it was submitted at kickoff or later. It then earns nothing and does not count.</param>
/// <param name="TendencyPoints">The quota of the result's tendency if it was predicted, else 0. Without it there are no bonuses.</param>
/// <param name="GoalDifferenceBonus">The bonus for the right goal difference, which every right draw has.</param>
/// <param name="ExactScoreBonus">The bonus for the exact score, in addition to both.</param>
/// <param name="TotalPoints">The sum of the three.</param>
/// <param name="DisplayName">The model's display name.</param>
/// <param name="Provider">The organization or person that runs the model.</param>
internal record PredictionEntry(
    string ModelId,
    int HomeGoals,
    int AwayGoals,
    DateTime SubmittedAt,
    bool Late,
    int TendencyPoints,
    int GoalDifferenceBonus,
    int ExactScoreBonus,
    int TotalPoints,
    string DisplayName,
    string Provider);

/// <summary>A match scored with the requested result.</summary>
/// <param name="MatchId">The match's id, for other pages.</param>
/// <param name="CompetitionId">The competition's id.</param>
/// <param name="Season">The season's id.</param>
/// <param name="HomeClub">The home club.</param>
/// <param name="AwayClub">The away club.</param>
/// <param name="Kickoff">The kickoff (UTC).</param>
/// <param name="Status">The current status; a <c>voided</c> match is scored here as if it counted.</param>
/// <param name="Revision">The revision of the current result.</param>
/// <param name="CurrentResult">The result in force.</param>
/// <param name="Result">The requested result.</param>
/// <param name="Quotas">The points for each tendency. They do not depend on the result.</param>
/// <param name="RawQuotas">The quotas before limiting and rounding, as on the match's page.</param>
/// <param name="Distribution">The number of predictions that count, by tendency.</param>
/// <param name="Rules">The rules that it is scored with.</param>
/// <param name="Predictions">Every prediction with the points that it would earn, ordered by model id.</param>
/// <param name="Competition">The competition.</param>
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
    IReadOnlyList<WhatIfEntry> Predictions,
    Competition Competition);

/// <summary>A prediction, with the points that it would earn and those that it has.</summary>
internal sealed record WhatIfEntry : PredictionEntry
{
    public WhatIfEntry(PredictionEntry entry, int currentPoints)
        : base(entry) => CurrentPoints = currentPoints;

    /// <summary>The points that it has.</summary>
    [JsonPropertyOrder(1)]
    public int CurrentPoints { get; }

    /// <summary>The points that it would gain (positive) or lose.</summary>
    [JsonPropertyOrder(2)]
    public int Difference => TotalPoints - CurrentPoints;
}

/// <summary>The result to score: goals after 90 minutes.</summary>
/// <param name="HomeGoals">Goals of the home club.</param>
/// <param name="AwayGoals">Goals of the away club.</param>
// Only for the API description. WhatIfBody reads the body.
internal sealed record WhatIfRequest([property: Range(0, 99)] int HomeGoals, [property: Range(0, 99)] int AwayGoals);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MatchPage))]
[JsonSerializable(typeof(WhatIfPage))]
internal sealed partial class MatchJson : JsonSerializerContext;
