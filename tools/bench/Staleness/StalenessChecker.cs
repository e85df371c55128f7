namespace Bench.Staleness;

/// <summary>
/// Finds violations in a history. It knows only the guarantees of the cache:
/// <list type="number">
/// <item>I2: a read that began after an acknowledgement shows the acknowledged version or a later one.</item>
/// <item>A session never reads an older version of a tag than before, on any process. After a response without Redis, which raises no
/// floor, a later response may be older, until the acknowledgement. The response without Redis itself comes from the primary, so it is
/// never older than an earlier one.</item>
/// <item>Table and version in a response are from one snapshot: one page at one version has one content, if names do not change.</item>
/// </list>
/// </summary>
internal static class StalenessChecker
{
    public static StalenessVerdict Check(IReadOnlyCollection<Read> reads, IReadOnlyCollection<Acknowledgement> acknowledgements)
    {
        var violations = new List<string>();
        var (acknowledged, moments, stale, oldest) =
            CheckAcknowledgements(reads, acknowledgements.ToLookup(a => a.Tag), violations);
        return new StalenessVerdict(
            reads.Count,
            reads.Count(read => read.Source == ReadSource.Hit),
            reads.Count(read => read.Source == ReadSource.Bypass),
            acknowledged,
            moments,
            CheckSessions(reads, violations),
            CheckContents(reads, violations),
            violations)
        {
            Stale = stale,
            Oldest = oldest,
        };
    }

    private static (int Reads, int Moments, int Stale, TimeSpan Oldest) CheckAcknowledgements(
        IReadOnlyCollection<Read> reads, ILookup<string, Acknowledgement> acknowledgements, List<string> violations)
    {
        var (tried, stale, oldest, moments) = (0, 0, TimeSpan.Zero, new HashSet<(string Page, long Version)>());
        foreach (var ofTag in reads.GroupBy(read => read.Tag))
        {
            using var next = acknowledgements[ofTag.Key].OrderBy(a => a.At).GetEnumerator();
            var more = next.MoveNext();
            var raised = new List<Acknowledgement>();
            foreach (var read in ofTag.OrderBy(read => read.Began))
            {
                for (; more && next.Current.At < read.Began; more = next.MoveNext())
                {
                    if (raised.Count == 0 || next.Current.Version > raised[^1].Version)
                        raised.Add(next.Current);
                }
                if (raised.Count == 0)
                    continue;
                tried++;
                moments.Add((read.Page, raised[^1].Version));
                if (read.Version >= raised[^1].Version)
                    continue;
                stale++;
                var age = read.Began - raised.First(missed => missed.Version > read.Version).At;
                oldest = age > oldest ? age : oldest;
                violations.Add($"stale: {read} after {raised[^1]}");
            }
        }
        return (tried, moments.Count, stale, oldest);
    }

    private static int CheckSessions(IReadOnlyCollection<Read> reads, List<string> violations)
    {
        var tried = 0;
        foreach (var session in reads.GroupBy(read => (read.ReaderSession, read.Tag)))
        {
            Read? seen = null;
            foreach (var read in session.OrderBy(read => read.Began))
            {
                if (seen is not null)
                    tried++;
                if (seen is not null && read.Version < seen.Version)
                    violations.Add($"went back: {read} after {seen}");
                if (read.Source != ReadSource.Bypass && read.Version > (seen?.Version ?? -1))
                    seen = read;
            }
        }
        return tried;
    }

    private static int CheckContents(IReadOnlyCollection<Read> reads, List<string> violations)
    {
        var tried = 0;
        foreach (var same in reads.GroupBy(read => (read.Page, read.Version)))
        {
            var first = same.First();
            tried += same.Count() - 1;
            violations.AddRange(same.Where(read => read.Content != first.Content).Select(read => $"torn: {read} beside {first}"));
        }
        return tried;
    }
}

/// <summary>The violations that the checker found, and the number of reads that it could check.</summary>
/// <param name="Reads">All reads.</param>
/// <param name="Hits">Reads that Redis answered.</param>
/// <param name="Bypasses">Reads that were answered without Redis.</param>
/// <param name="Acknowledged">Reads that began after an acknowledgement of their tag.</param>
/// <param name="Moments">Distinct pairs of a page and the version last acknowledged before a read of it began.</param>
/// <param name="InSession">Reads of a tag that the session had read before.</param>
/// <param name="Repeated">Reads whose content was compared with another read of the same version.</param>
/// <param name="Violations">Reads that violate a guarantee.</param>
internal sealed record StalenessVerdict(
    int Reads, int Hits, int Bypasses, int Acknowledged, int Moments, int InSession, int Repeated, IReadOnlyList<string> Violations)
{
    /// <summary>The reads that were older than an acknowledgement before them.</summary>
    public int Stale { get; init; }

    /// <summary>The longest time that a stale read was outdated: since the first acknowledgement of a later version.</summary>
    public TimeSpan Oldest { get; init; }

    /// <summary>Whether there are no violations, and every guarantee was checked at least once.</summary>
    public bool Holds => Violations.Count == 0 && Hits > 0 && Moments > 0 && InSession > 0 && Repeated > 0;

    public override string ToString() =>
        $"{Reads} reads ({Hits} hits, {Bypasses} without Redis): "
        + $"{Acknowledged} after an acknowledgement (of {Moments} different page versions), "
        + $"{InSession} in a session that had seen the tag, {Repeated} of a content known by its version; {Violations.Count} violations"
        + string.Concat(Violations.Take(5).Select(violation => $"\n  {violation}"));
}
