namespace Stats.Contracts;

/// <summary>From now on no page is answered from data older than <paramref name="Tags"/> says.</summary>
/// <param name="MatchId">The match that caused it.</param>
/// <param name="Tags">The tags whose floors were raised, and to which version.</param>
/// <param name="KeysRemoved">Cached pages that were unlinked.</param>
/// <param name="Change">The change number of the announcement that caused it.</param>
/// <param name="Generation">Which life of the database the versions belong to.</param>
/// <param name="InvalidatedAt">When the last floor was up (UTC).</param>
public sealed record StatsInvalidated(
    string MatchId,
    IReadOnlyDictionary<string, long> Tags,
    long KeysRemoved,
    long Change,
    long Generation,
    DateTimeOffset InvalidatedAt);
