namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>What a search came to.</summary>
internal sealed class CheckerFinding
{
    public int States { get; set; }

    public int Transitions { get; set; }

    public int Reads { get; private set; }

    public int Hits { get; private set; }

    /// <summary>Reads that would have been wrong if answered with the first version.</summary>
    public int Checked { get; private set; }

    /// <summary>Those of them that Redis answered.</summary>
    public int CheckedHits { get; private set; }

    /// <summary>Those of these that were told to keep what they hold.</summary>
    public int CheckedHeld { get; private set; }

    /// <summary>To an answer older than what was acknowledged before the read began; a shortest one.</summary>
    public Schedule? Stale { get; set; }

    /// <summary>To an answer older than the session had before; a shortest one.</summary>
    public Schedule? Backwards { get; set; }

    public Schedule? Violation => Stale ?? Backwards;

    public void Count(Happening.Answered answer)
    {
        var isChecked = Math.Max(answer.Owed, answer.Seen) > 1;
        Reads++;
        Hits += answer.Hit ? 1 : 0;
        Checked += isChecked ? 1 : 0;
        CheckedHits += isChecked && answer.Hit ? 1 : 0;
        CheckedHeld += isChecked && answer is { Hit: true, IsHeld: true } ? 1 : 0;
    }

    public override string ToString() =>
        $"{States} states, {Transitions} steps, {Reads} answers ({Hits} hits), {Checked} of them with something to check ({CheckedHits} hits, {CheckedHeld} held)";
}
