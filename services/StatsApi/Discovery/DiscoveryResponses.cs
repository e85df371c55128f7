using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stats.Contracts;
using StatsApi.MatchPages;

namespace StatsApi.Discovery;

/// <summary>A season, in all competitions or in the requested one.</summary>
/// <param name="Season">The season's id, for filters.</param>
/// <param name="Matches">The number of matches with a known result.</param>
/// <param name="FirstKickoff">The kickoff of the first of them (UTC).</param>
/// <param name="LastKickoff">The kickoff of the last of them (UTC).</param>
internal sealed record SeasonEntry(string Season, long Matches, DateTime FirstKickoff, DateTime LastKickoff);

/// <summary>A competition.</summary>
/// <param name="CompetitionId">The competition's id, for paths and filters.</param>
/// <param name="CompetitionName">The display name.</param>
/// <param name="Matches">The number of matches with a known result.</param>
/// <param name="Seasons">The seasons with such matches, newest first.</param>
internal sealed record CompetitionEntry(string CompetitionId, string CompetitionName, long Matches, IReadOnlyList<string> Seasons);

/// <summary>A club.</summary>
/// <param name="ClubId">The club's id, for paths and filters.</param>
/// <param name="ClubName">The display name.</param>
/// <param name="Matches">The number of its matches with a known result.</param>
internal sealed record ClubEntry(string ClubId, string ClubName, long Matches);

/// <summary>A model with scored predictions.</summary>
/// <param name="ModelId">The model's id, for paths and filters.</param>
/// <param name="DisplayName">The display name.</param>
/// <param name="Provider">The organization or person that runs the model.</param>
/// <param name="TotalPredictions">The number of its predictions of matches with a known result, including late and voided ones.</param>
/// <param name="ScoredPredictions">The number of those that count: made before kickoff, for matches that are not voided.</param>
internal sealed record ModelEntry(string ModelId, string DisplayName, string Provider, long TotalPredictions, long ScoredPredictions);

/// <summary>A match with a known result.</summary>
/// <param name="MatchId">The match's id, for <c>/matches/{id}</c>.</param>
/// <param name="CompetitionId">The competition's id.</param>
/// <param name="Season">The season's id.</param>
/// <param name="HomeClub">The home club.</param>
/// <param name="AwayClub">The away club.</param>
/// <param name="Kickoff">The kickoff (UTC).</param>
/// <param name="Status">Whether the match counts; a <c>voided</c> match was abandoned or awarded and gives no points.</param>
/// <param name="Revision">The revision of the result: 1, or higher after corrections.</param>
/// <param name="Result">The result in force.</param>
/// <param name="Competition">The competition.</param>
internal sealed record MatchEntry(
    string MatchId,
    string CompetitionId,
    string Season,
    Club HomeClub,
    Club AwayClub,
    DateTime Kickoff,
    [property: AllowedValues("completed", "voided")] string Status,
    int Revision,
    Result Result,
    Competition Competition);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<SeasonEntry>), TypeInfoPropertyName = "Seasons")]
[JsonSerializable(typeof(IReadOnlyList<CompetitionEntry>), TypeInfoPropertyName = "Competitions")]
[JsonSerializable(typeof(IReadOnlyList<ClubEntry>), TypeInfoPropertyName = "Clubs")]
[JsonSerializable(typeof(IReadOnlyList<ModelEntry>), TypeInfoPropertyName = "Models")]
[JsonSerializable(typeof(IReadOnlyList<MatchEntry>), TypeInfoPropertyName = "Matches")]
internal sealed partial class DiscoveryJson : JsonSerializerContext;
