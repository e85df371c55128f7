namespace Season.Stub;

/// <summary>A goal of a match in the stub.</summary>
/// <param name="Minute">From 1 to 90.</param>
public sealed record StubGoal(int Minute, bool IsHome);

/// <summary>A match that the stub plays as time passes: scheduled, in play, finished, corrected, awarded.</summary>
/// <param name="Kickoff">UTC.</param>
/// <param name="Scored">The goals of the 90 minutes in their order.</param>
/// <param name="ExtraTime">The score after extra time; null if there is none.</param>
/// <param name="Penalties">The score of the shoot-out; null if there is none.</param>
/// <param name="CorrectedTo">The score after 90 minutes as the source corrects it later; null if it was right.</param>
/// <param name="AwardedAs">The score that an authority decides later; null if the result stands.</param>
public sealed record StubMatch(
    int Id,
    int Matchday,
    string Home,
    string Away,
    DateTimeOffset Kickoff,
    IReadOnlyList<StubGoal> Scored,
    Goals? ExtraTime = null,
    Goals? Penalties = null,
    Goals? CorrectedTo = null,
    Goals? AwardedAs = null)
{
    /// <summary>The time from the final whistle until the source corrects the score.</summary>
    public static readonly TimeSpan UntilCorrection = TimeSpan.FromMinutes(10);

    /// <summary>The time from the final whistle until the result is awarded.</summary>
    public static readonly TimeSpan UntilAward = TimeSpan.FromHours(24);

    private static readonly TimeSpan Half = TimeSpan.FromMinutes(45);

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Extra = TimeSpan.FromMinutes(35);

    private static readonly TimeSpan Shootout = TimeSpan.FromMinutes(15);

    /// <summary>The final whistle.</summary>
    public DateTimeOffset End =>
        Kickoff + Half + Pause + Half + (ExtraTime is null ? TimeSpan.Zero : Extra) + (Penalties is null ? TimeSpan.Zero : Shootout);

    public StubState At(DateTimeOffset now)
    {
        var played = now - Kickoff;
        if (now >= End + UntilAward && AwardedAs is not null)
            return new StubState(StubPhase.Awarded, new Score(AwardedAs), End + UntilAward);
        if (now >= End + UntilCorrection && CorrectedTo is not null)
            return new StubState(StubPhase.Finished, new Score(CorrectedTo, ExtraTime, Penalties), End + UntilCorrection);
        if (now >= End)
            return new StubState(StubPhase.Finished, new Score(After(90), ExtraTime, Penalties), End);
        if (played >= Half + Pause + Half)
            return new StubState(StubPhase.ExtraTime, new Score(After(90)), Kickoff + Half + Pause + Half);
        if (played >= Half + Pause)
            return InPlay(StubPhase.SecondHalf, (int)(played - Pause).TotalMinutes, Kickoff + Half + Pause, Kickoff + Pause);
        if (played >= Half)
            return new StubState(StubPhase.HalfTime, new Score(After(45)), Kickoff + Half);
        return played >= TimeSpan.Zero
            ? InPlay(StubPhase.FirstHalf, (int)played.TotalMinutes, Kickoff, Kickoff)
            : new StubState(StubPhase.Scheduled, null, DateTimeOffset.UnixEpoch);
    }

    /// <summary>The score after so many minutes.</summary>
    public Goals After(int minutes) => new(
        Scored.Count(goal => goal.IsHome && goal.Minute <= minutes), Scored.Count(goal => !goal.IsHome && goal.Minute <= minutes));

    private StubState InPlay(StubPhase phase, int minute, DateTimeOffset began, DateTimeOffset minuteZero)
    {
        var last = Scored.Where(goal => goal.Minute <= minute)
            .Select(goal => minuteZero.AddMinutes(goal.Minute))
            .DefaultIfEmpty(began)
            .Max();
        return new StubState(phase, new Score(After(minute)), last > began ? last : began);
    }
}
