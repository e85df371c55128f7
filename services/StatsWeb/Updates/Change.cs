using System.Text.Json.Serialization;
using StatsWeb.Api;

namespace StatsWeb.Updates;

/// <summary>A change, as StatsApi's stream tells it.</summary>
internal sealed record UpstreamChange(
    long Change, string MatchId, IReadOnlyDictionary<string, long> Tags, DateTimeOffset At, ScoredMatch? Match);

/// <summary>The match of a change.</summary>
internal sealed record ScoredMatch(
    string MatchId, DateTimeOffset Kickoff, NamedId Competition, string Season, NamedId Home, NamedId Away,
    ScoreGoals? Result, bool Voided);

/// <summary>A change, as browsers get it.</summary>
/// <param name="Change">The number of the change.</param>
/// <param name="Tags">The scopes of the pages to read again; <c>names</c> means all.</param>
/// <param name="Match">The match in words, for people who can't see the page move.</param>
internal sealed record BrowserChange(long Change, IReadOnlyList<string> Tags, string? Match);

/// <summary>Whether this replica is told of changes.</summary>
internal sealed record FeedState(bool Connected);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UpstreamChange))]
[JsonSerializable(typeof(BrowserChange))]
[JsonSerializable(typeof(FeedState))]
internal sealed partial class UpdateJson : JsonSerializerContext;
