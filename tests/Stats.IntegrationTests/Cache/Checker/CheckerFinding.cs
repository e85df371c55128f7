namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The result of a search.</summary>
internal sealed class CheckerFinding
{
    public int States { get; set; }

    public int Transitions { get; set; }

    public int Reads { get; private set; }

    public int Hits { get; private set; }

    /// <summary>The number of reads that were answered from memory under a read lease.</summary>
    public int Leased { get; private set; }

    /// <summary>The number of reads for which the first version would have been a wrong answer.</summary>
    public int Checked { get; private set; }

    /// <summary>The number of checked reads that Redis answered.</summary>
    public int CheckedHits { get; private set; }

    /// <summary>The number of checked hits that told the client to keep its page.</summary>
    public int CheckedHeld { get; private set; }

    /// <summary>A shortest schedule to an answer older than a version that was acknowledged before the read began.</summary>
    public Schedule? Stale { get; set; }

    /// <summary>A shortest schedule to an answer older than an earlier one of the same session.</summary>
    public Schedule? Backwards { get; set; }

    /// <summary>A shortest schedule to an answer from memory older than a version that was acknowledged before it was written.</summary>
    public Schedule? Late { get; set; }

    public Schedule? Violation => Stale ?? Backwards ?? Late;

    public void Count(Happening.Answered answer)
    {
        var isChecked = Math.Max(answer.Owed, answer.Seen) > 1;
        Reads++;
        Hits += answer.Told.IsHit ? 1 : 0;
        Leased += answer.Told.IsFromMemory ? 1 : 0;
        Checked += isChecked ? 1 : 0;
        CheckedHits += isChecked && answer.Told.IsHit ? 1 : 0;
        CheckedHeld += isChecked && answer.Told is { IsHit: true, IsHeld: true } ? 1 : 0;
    }

    public override string ToString() =>
        $"{States} states, {Transitions} steps, {Reads} answers ({Hits} hits, {Leased} leased), " +
        $"{Checked} of them with something to check ({CheckedHits} hits, {CheckedHeld} held)";
}
