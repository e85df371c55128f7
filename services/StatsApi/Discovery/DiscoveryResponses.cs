using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stats.Contracts;
using StatsApi.MatchPages;

namespace StatsApi.Discovery;

/// <summary>A season, in all competitions that have it or in the one asked for.</summary>
/// <param name="Season">The id that filters take.</param>
/// <param name="Matches">How many have a known result.</param>
/// <param name="FirstKickoff">When the first of them kicked off (UTC).</param>
/// <param name="LastKickoff">When the last of them kicked off (UTC).</param>
internal sealed record SeasonEntry(string Season, long Matches, DateTime FirstKickoff, DateTime LastKickoff);

/// <summary>A competition, with its seasons, the newest first.</summary>
/// <param name="CompetitionId">What other pages and filters take.</param>
/// <param name="CompetitionName">What to show.</param>
/// <param name="Matches">How many have a known result.</param>
/// <param name="Seasons">The seasons in which it has any.</param>
internal sealed record CompetitionEntry(string CompetitionId, string CompetitionName, long Matches, IReadOnlyList<string> Seasons);

/// <summary>A club.</summary>
/// <param name="ClubId">What other pages and filters take.</param>
/// <param name="ClubName">What to show.</param>
/// <param name="Matches">How many of its matches have a known result.</param>
internal sealed record ClubEntry(string ClubId, string ClubName, long Matches);

/// <summary>A model that was scored.</summary>
/// <param name="ModelId">What other pages and filters take.</param>
/// <param name="DisplayName">What to show.</param>
/// <param name="Provider">Who runs the model.</param>
/// <param name="TotalPredictions">Matches with a known result that it predicted, in time or late, void ones too.</param>
/// <param name="ScoredPredictions">Those of them that count: predicted before kickoff, and not void.</param>
internal sealed record ModelEntry(string ModelId, string DisplayName, string Provider, long TotalPredictions, long ScoredPredictions);

/// <summary>A match with a known result.</summary>
/// <param name="MatchId">What <c>/matches/{id}</c> takes.</param>
/// <param name="CompetitionId">Its competition.</param>
/// <param name="Season">Its season.</param>
/// <param name="HomeClub">Who played at home.</param>
/// <param name="AwayClub">Who played away.</param>
/// <param name="Kickoff">When it kicked off (UTC).</param>
/// <param name="Status">Whether it counts; a <c>voided</c> match was abandoned or awarded, and gives no points.</param>
/// <param name="Revision">Which version of the result this is: 1, and more after corrections.</param>
/// <param name="Result">How it ended.</param>
internal sealed record MatchEntry(
    string MatchId,
    string CompetitionId,
    string Season,
    Club HomeClub,
    Club AwayClub,
    DateTime Kickoff,
    [property: AllowedValues("completed", "voided")] string Status,
    int Revision,
    Result Result);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<SeasonEntry>), TypeInfoPropertyName = "Seasons")]
[JsonSerializable(typeof(IReadOnlyList<CompetitionEntry>), TypeInfoPropertyName = "Competitions")]
[JsonSerializable(typeof(IReadOnlyList<ClubEntry>), TypeInfoPropertyName = "Clubs")]
[JsonSerializable(typeof(IReadOnlyList<ModelEntry>), TypeInfoPropertyName = "Models")]
[JsonSerializable(typeof(IReadOnlyList<MatchEntry>), TypeInfoPropertyName = "Matches")]
internal sealed partial class DiscoveryJson : JsonSerializerContext;
