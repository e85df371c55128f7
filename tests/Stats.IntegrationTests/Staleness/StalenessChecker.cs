namespace Stats.IntegrationTests.Staleness;

/// <summary>
/// Looks through a history for what must not be there. It knows nothing of the cache but what is promised of it:
/// <list type="number">
/// <item>I2: a read that began after an acknowledgement shows the acknowledged version or a later one.</item>
/// <item>A session never meets less of a tag than it has seen, whichever process it asks. An answer given without Redis raises no floor, so
/// what only such an answer showed may be missing from a later one, until the acknowledgement; but it comes from the primary, so it never
/// shows less itself.</item>
/// <item>Table and version in an answer are of one snapshot: one page at one version has one content (where nobody is renamed).</item>
/// </list>
/// </summary>
internal static class StalenessChecker
{
    public static Verdict Check(IReadOnlyCollection<Read> reads, IReadOnlyCollection<Acknowledgement> acknowledgements)
    {
        var violations = new List<string>();
        var (acknowledged, moments) = CheckAcknowledgements(reads, acknowledgements.ToLookup(a => a.Tag), violations);
        return new Verdict(
            reads.Count,
            reads.Count(read => read.Origin == Origin.Hit),
            reads.Count(read => read.Origin == Origin.Bypass),
            acknowledged,
            moments,
            CheckSessions(reads, violations),
            CheckContents(reads, violations),
            violations);
    }

    private static (int Reads, int Moments) CheckAcknowledgements(
        IReadOnlyCollection<Read> reads, ILookup<string, Acknowledgement> acknowledgements, List<string> violations)
    {
        var (tried, moments) = (0, new HashSet<(string Page, long Version)>());
        foreach (var ofTag in reads.GroupBy(read => read.Tag))
        {
            using var next = acknowledgements[ofTag.Key].OrderBy(a => a.At).GetEnumerator();
            var more = next.MoveNext();
            Acknowledgement? highest = null;
            foreach (var read in ofTag.OrderBy(read => read.Began))
            {
                for (; more && next.Current.At < read.Began; more = next.MoveNext())
                    highest = next.Current.Version > (highest?.Version ?? 0) ? next.Current : highest;
                if (highest is null)
                    continue;
                tried++;
                moments.Add((read.Page, highest.Version));
                if (read.Version < highest.Version)
                    violations.Add($"stale: {read} after {highest}");
            }
        }
        return (tried, moments.Count);
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
                if (read.Origin != Origin.Bypass && read.Version > (seen?.Version ?? -1))
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

/// <summary>What the checker found, and how often there was something to find.</summary>
/// <param name="Reads">Answers.</param>
/// <param name="Hits">Of these from Redis.</param>
/// <param name="Bypasses">Of these without Redis.</param>
/// <param name="Acknowledged">Reads that began after an acknowledgement of their tag.</param>
/// <param name="Moments">Different pairs of a page and the version last acknowledged before a read of it began.</param>
/// <param name="InSession">Reads of a tag that their session had read before.</param>
/// <param name="Repeated">Reads whose content could be compared with another one of the same version.</param>
/// <param name="Violations">What must not be there.</param>
internal sealed record Verdict(
    int Reads, int Hits, int Bypasses, int Acknowledged, int Moments, int InSession, int Repeated, IReadOnlyList<string> Violations)
{
    /// <summary>Nothing is wrong, and there was something that could have been.</summary>
    public bool Holds => Violations.Count == 0 && Hits > 0 && Moments > 0 && InSession > 0 && Repeated > 0;

    public override string ToString() =>
        $"{Reads} reads ({Hits} hits, {Bypasses} without Redis): {Acknowledged} after an acknowledgement (of {Moments} different page versions), "
        + $"{InSession} in a session that had seen the tag, {Repeated} of a content known by its version; {Violations.Count} violations"
        + string.Concat(Violations.Take(5).Select(violation => $"\n  {violation}"));
}
