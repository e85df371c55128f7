namespace Stats.Contracts;

/// <summary>From now on no page shows data older than the versions in <paramref name="Tags"/>.</summary>
/// <param name="MatchId">The match that caused it.</param>
/// <param name="Tags">The tags whose floors were raised, with the new floors.</param>
/// <param name="KeysRemoved">The number of cached pages unlinked.</param>
/// <param name="Change">The change number of the announcement that caused it.</param>
/// <param name="Generation">The database's generation, to which the versions belong.</param>
/// <param name="InvalidatedAt">When the last floor was raised (UTC).</param>
public sealed record StatsInvalidated(
    string MatchId,
    IReadOnlyDictionary<string, long> Tags,
    long KeysRemoved,
    long Change,
    long Generation,
    DateTimeOffset InvalidatedAt);
