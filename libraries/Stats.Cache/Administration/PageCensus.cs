using System.Text.Json.Serialization;

namespace Stats.Cache.Administration;

/// <summary>The pages of one kind that are in Redis now.</summary>
/// <param name="Kind">Such as <c>club</c>; <c>level</c> in JSON, as in the metrics.</param>
/// <param name="Bytes">Their memory in Redis, by <c>MEMORY USAGE</c>.</param>
public sealed record PageCensus([property: JsonPropertyName("level")] string Kind, long Entries, long Bytes);
