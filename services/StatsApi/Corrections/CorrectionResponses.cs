using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stats.Contracts;
using StatsApi.MatchPages;

namespace StatsApi.Corrections;

/// <summary>A correction: another revision of a known result came into force.</summary>
/// <param name="Change">The change number.</param>
/// <param name="MatchId">The match's id.</param>
/// <param name="CorrectedAt">When it came into force (UTC).</param>
/// <param name="Before">The result in force before.</param>
/// <param name="After">The result in force after.</param>
/// <param name="EventIds">The ids of the events that it appended to the match's history, in order.</param>
/// <param name="RanksChanged">The number of models whose rank it changed in the table of the competition and season.</param>
/// <param name="RankChanges">The first 100 of these changes.</param>
internal sealed record CorrectionEntry(
    long Change,
    string MatchId,
    DateTime CorrectedAt,
    ResultInForce Before,
    ResultInForce After,
    IReadOnlyList<Guid> EventIds,
    int RanksChanged,
    IReadOnlyList<RankChange> RankChanges);

/// <summary>A result in force, possibly voided.</summary>
/// <param name="Revision">The revision of the result: 1, or higher after corrections.</param>
/// <param name="Status">Whether the match counts; a <c>voided</c> match was abandoned or awarded and gives no points.</param>
/// <param name="CompetitionId">The competition's id.</param>
/// <param name="Season">The season's id.</param>
/// <param name="HomeClub">The home club.</param>
/// <param name="AwayClub">The away club.</param>
/// <param name="Kickoff">The kickoff (UTC).</param>
/// <param name="Result">The score.</param>
/// <param name="Competition">The competition.</param>
internal sealed record ResultInForce(
    int Revision,
    [property: AllowedValues("completed", "voided")] string Status,
    string CompetitionId,
    string Season,
    Club HomeClub,
    Club AwayClub,
    DateTime Kickoff,
    Result Result,
    Competition Competition);

/// <summary>A model's rank by average points immediately before and after a correction.</summary>
/// <param name="Scope">The table: the scope of a competition and season.</param>
/// <param name="ModelId">The model's id.</param>
/// <param name="DisplayName">The current display name.</param>
/// <param name="PreviousRank">The rank before; null if the model was not in the table.</param>
/// <param name="Rank">The rank after; null if the model is no longer in the table.</param>
internal sealed record RankChange(string Scope, string ModelId, string DisplayName, long? PreviousRank, long? Rank);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<CorrectionEntry>), TypeInfoPropertyName = "Corrections")]
[JsonSerializable(typeof(IReadOnlyList<RankChange>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class CorrectionJson : JsonSerializerContext;
