using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stats.Contracts;
using StatsApi.MatchPages;

namespace StatsApi.Discovery;

/// <summary>A season, in all competitions that have it or in the one asked for.</summary>
internal sealed record SeasonEntry(string Season, long Matches, DateTime FirstKickoff, DateTime LastKickoff);

/// <summary>A competition, with its seasons, the newest first.</summary>
internal sealed record CompetitionEntry(string CompetitionId, string CompetitionName, long Matches, IReadOnlyList<string> Seasons);

/// <summary>A club.</summary>
internal sealed record ClubEntry(string ClubId, string ClubName, long Matches);

/// <summary>A model that was scored.</summary>
internal sealed record ModelEntry(string ModelId, string DisplayName, string Provider, long TotalPredictions, long ScoredPredictions);

/// <summary>A match with a known result.</summary>
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
