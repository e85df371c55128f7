using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Npgsql;
using Stats.Contracts;
using Stats.Scoring;

namespace StatsApi.MatchPages;

/// <summary>A match with everything that explains its points.</summary>
/// <param name="MatchId">What other pages take.</param>
/// <param name="CompetitionId">Its competition.</param>
/// <param name="Season">Its season.</param>
/// <param name="HomeClub">Who played at home.</param>
/// <param name="AwayClub">Who played away.</param>
/// <param name="Kickoff">When it kicked off (UTC). Predictions count that were submitted before.</param>
/// <param name="Status">Whether it counts; a <c>voided</c> match was abandoned or awarded, and gives no points.</param>
/// <param name="Revision">Which version of the result this is: 1, and more after corrections.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Quotas">What each tendency is worth here: the raw quotas rounded half up, within the bounds of the rules.</param>
/// <param name="RawQuotas">How they come about: <c>maxQuota / (10 × share) − maxQuota / 10 + minQuota</c>, with the tendency's share of the predictions that count.</param>
/// <param name="Distribution">How many of the predictions that count are of each tendency.</param>
/// <param name="Rules">The rules that it was scored by.</param>
/// <param name="Predictions">By model id: of each model the one that counts, and those that were late. <c>/models</c> has the names.</param>
/// <param name="History">What happened to its result, in order: recorded, voided, scored.</param>
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

/// <summary>How a match ended.</summary>
/// <param name="RegularTime">The score after 90 minutes: points are given for this one alone.</param>
/// <param name="ExtraTime">The score after extra time; left out if there was none.</param>
/// <param name="Penalties">The score of the shoot-out; left out if there was none.</param>
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

/// <summary>The quotas before they were clamped and rounded; null for what nobody predicted, which is worth the most.</summary>
/// <param name="Home">Of a home win.</param>
/// <param name="Draw">Of a draw.</param>
/// <param name="Away">Of an away win.</param>
internal sealed record RawQuotas(decimal? Home, decimal? Draw, decimal? Away)
{
    public static RawQuotas Of(ScoringRules rules, Distribution predicted) => new(
        Rule.RawQuotaOf(rules, predicted.Home, predicted.Total()),
        Rule.RawQuotaOf(rules, predicted.Draw, predicted.Total()),
        Rule.RawQuotaOf(rules, predicted.Away, predicted.Total()));
}

/// <summary>A prediction, and how its points came about.</summary>
/// <param name="ModelId">Whose.</param>
/// <param name="HomeGoals">Goals of the home club, as predicted.</param>
/// <param name="AwayGoals">Goals of the away club, as predicted.</param>
/// <param name="SubmittedAt">When (UTC).</param>
/// <param name="Late">Whether that was at kickoff or later: then it earns nothing and doesn't count.</param>
/// <param name="TendencyPoints">The quota of the result's tendency if that was predicted, else 0; without it there are no bonuses.</param>
/// <param name="GoalDifferenceBonus">For the right goal difference; every right draw has it.</param>
/// <param name="ExactScoreBonus">For the exact score, on top of both.</param>
/// <param name="TotalPoints">The sum of the three.</param>
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

/// <summary>A match as it would be by the result asked about.</summary>
/// <param name="MatchId">What other pages take.</param>
/// <param name="CompetitionId">Its competition.</param>
/// <param name="Season">Its season.</param>
/// <param name="HomeClub">Who played at home.</param>
/// <param name="AwayClub">Who played away.</param>
/// <param name="Kickoff">When it kicked off (UTC).</param>
/// <param name="Status">What it is now; a <c>voided</c> match is scored here as if it counted.</param>
/// <param name="Revision">Which version of the result is in force now.</param>
/// <param name="CurrentResult">The result in force now.</param>
/// <param name="Result">The one asked about.</param>
/// <param name="Quotas">What each tendency is worth; they don't depend on the result.</param>
/// <param name="RawQuotas">How they come about, as on the match's page.</param>
/// <param name="Distribution">How many of the predictions that count are of each tendency.</param>
/// <param name="Rules">The rules that it is scored by.</param>
/// <param name="Predictions">Every prediction with the points that it would earn, by model id.</param>
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

    /// <summary>What it earns now.</summary>
    [JsonPropertyOrder(1)]
    public int CurrentPoints { get; }

    /// <summary>What it would gain, or lose.</summary>
    [JsonPropertyOrder(2)]
    public int Difference => TotalPoints - CurrentPoints;
}

/// <summary>The result asked about: goals after 90 minutes.</summary>
/// <param name="HomeGoals">Goals of the home club.</param>
/// <param name="AwayGoals">Goals of the away club.</param>
// WhatIfBody reads it; only the description of the API is made from this type.
internal sealed record WhatIfRequest([property: Range(0, 99)] int HomeGoals, [property: Range(0, 99)] int AwayGoals);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MatchPage))]
[JsonSerializable(typeof(WhatIfPage))]
internal sealed partial class MatchJson : JsonSerializerContext;
