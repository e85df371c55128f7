namespace Season.Stub;

/// <summary>Where a match is at a moment.</summary>
public enum StubPhase
{
    Scheduled,

    FirstHalf,

    HalfTime,

    SecondHalf,

    ExtraTime,

    Finished,

    /// <summary>An authority decided the result.</summary>
    Awarded,
}

/// <summary>A match at a moment.</summary>
/// <param name="Score">Null before kickoff.</param>
/// <param name="ChangedAt">When this became known (UTC).</param>
public sealed record StubState(StubPhase Phase, Score? Score, DateTimeOffset ChangedAt)
{
    public bool IsOver => Phase is StubPhase.Finished or StubPhase.Awarded;
}
