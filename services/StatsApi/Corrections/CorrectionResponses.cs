using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stats.Contracts;
using StatsApi.MatchPages;

namespace StatsApi.Corrections;

/// <summary>A correction: another revision of a known result came into force.</summary>
/// <param name="Change">The number of the change that made it public.</param>
/// <param name="MatchId">The match.</param>
/// <param name="CorrectedAt">When (UTC).</param>
/// <param name="Before">What was in force.</param>
/// <param name="After">What is in force since.</param>
/// <param name="EventIds">What it appended to the match's history, in order.</param>
/// <param name="RanksChanged">Models whose rank it changed in the table of the competition and season.</param>
/// <param name="RankChanges">The first hundred of them.</param>
internal sealed record CorrectionEntry(
    long Change,
    string MatchId,
    DateTime CorrectedAt,
    ResultInForce Before,
    ResultInForce After,
    IReadOnlyList<Guid> EventIds,
    int RanksChanged,
    IReadOnlyList<RankChange> RankChanges);

/// <summary>A result in force, or the void in its place.</summary>
/// <param name="Revision">Which version of the result: 1, and more after corrections.</param>
/// <param name="Status">Whether the match counts; a <c>voided</c> match was abandoned or awarded, and gives no points.</param>
/// <param name="CompetitionId">The match's competition.</param>
/// <param name="Season">Its season.</param>
/// <param name="HomeClub">Who played at home.</param>
/// <param name="AwayClub">Who played away.</param>
/// <param name="Kickoff">When it kicked off (UTC).</param>
/// <param name="Result">How it ended.</param>
internal sealed record ResultInForce(
    int Revision, [property: AllowedValues("completed", "voided")] string Status, string CompetitionId, string Season, Club HomeClub, Club AwayClub, DateTime Kickoff, Result Result);

/// <summary>A rank by average points right before and right after a correction, all else equal.</summary>
/// <param name="Scope">In which table: a competition with its season.</param>
/// <param name="ModelId">Whose.</param>
/// <param name="DisplayName">Its name now.</param>
/// <param name="PreviousRank">Null if it was not in the table.</param>
/// <param name="Rank">Null if it is in it no more.</param>
internal sealed record RankChange(string Scope, string ModelId, string DisplayName, long? PreviousRank, long? Rank);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<CorrectionEntry>), TypeInfoPropertyName = "Corrections")]
[JsonSerializable(typeof(IReadOnlyList<RankChange>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class CorrectionJson : JsonSerializerContext;
