namespace Stats.Cache;

/// <summary>What lets a process answer a page from its memory, while <see cref="ReadLease.Covers"/> is true.</summary>
/// <param name="LeaseId">The read lease under which it was granted.</param>
/// <param name="Tags">The page's tags.</param>
/// <param name="Forgotten">How often pages of these tags had been forgotten when the page was asked for.</param>
internal sealed record Grant(string LeaseId, IReadOnlyList<string> Tags, long Forgotten);
