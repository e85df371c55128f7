namespace Stats.Cache;

/// <summary>
/// This process's read lease: it may answer pages from its memory until the lease ends, except those that were revoked. Redis grants it, or
/// extends it, with each page.
/// </summary>
internal sealed class ReadLease(LeaseClock clock)
{
    // Tags share counters by their hash. If another tag's pages are forgotten, too, only a GET is wasted.
    private readonly long[] _forgotten = new long[4096];
    private readonly Lock _heard = new();
    private long _allForgotten;
    private Lease? _lease;
    private (string Nonce, long Number) _last = ("", 0);

    /// <summary>Identifies this process in Redis.</summary>
    public string Process { get; } = Guid.NewGuid().ToString("N");

    public LeaseClock Clock => clock;

    /// <summary>How often pages of these tags were forgotten so far. It only grows.</summary>
    public long Forgotten(IReadOnlyList<string> tags)
    {
        var sum = Interlocked.Read(ref _allForgotten);
        for (var i = 0; i < tags.Count; i++)
            sum += Interlocked.Read(ref Counter(tags[i]));
        return sum;
    }

    /// <returns>Whether a page may be answered from memory now.</returns>
    public bool Covers(Grant grant) =>
        Volatile.Read(ref _lease) is { } lease && lease.Id == grant.LeaseId && clock.Now < lease.Deadline
        && Forgotten(grant.Tags) == grant.Forgotten;

    /// <summary>Whether Redis ever granted the lease. If not, nobody waits for this process.</summary>
    public bool WasGranted => Volatile.Read(ref _lease) is not null;

    /// <summary>Whether the lease runs, but should be extended soon.</summary>
    public bool IsHalfOver => Volatile.Read(ref _lease) is { } lease && clock.IsHalfOver(lease.Deadline);

    /// <summary>Takes over the lease that Redis returned.</summary>
    /// <param name="id">Another id means that an earlier lease had ended on Redis, and with it all its grants.</param>
    /// <param name="requested">The time just before it was requested: the lease counts from then.</param>
    public void Extend(string id, long requested)
    {
        var extended = new Lease(id, clock.DeadlineOf(requested));
        for (var known = Volatile.Read(ref _lease); known is null || known.Id != id || known.Deadline < extended.Deadline;)
        {
            var found = Interlocked.CompareExchange(ref _lease, extended, known);
            if (found == known)
                return;
            known = found;
        }
    }

    /// <summary>
    /// Forgets the pages that a revocation concerns: from then on, none that was asked for before is answered from memory. After a gap,
    /// for example because the connection was lost, it forgets all pages.
    /// </summary>
    /// <param name="message">As published on <see cref="CacheKeys.Revocations"/>.</param>
    /// <returns>The fence's nonce and the number of the revocation.</returns>
    public (string Nonce, long Number) Hear(string message)
    {
        var lines = message.Split('\n');
        var heard = (Nonce: lines[0], Number: long.Parse(lines[1]));
        lock (_heard)
        {
            if (heard == (_last.Nonce, _last.Number + 1))
            {
                foreach (var key in lines[2..])
                    Interlocked.Increment(ref Counter(key[CacheKeys.Tag("").Length..]));
            }
            else
            {
                Interlocked.Increment(ref _allForgotten);
            }
            _last = heard;
        }
        return heard;
    }

    public override string ToString() => $"{_lease} {_last} {_allForgotten}";

    private ref long Counter(string tag) =>
        ref _forgotten[(uint)string.GetHashCode(tag, StringComparison.Ordinal) % (uint)_forgotten.Length];

    private sealed record Lease(string Id, long Deadline);
}
