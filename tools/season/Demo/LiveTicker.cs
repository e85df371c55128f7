using Season.Stub;

namespace Season.Demo;

/// <summary>Tells what happens in a league of the stub, as its clock passes.</summary>
public sealed class LiveTicker(StubLeague league, TimeProvider clock, Action<string> say)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <summary>Completes some minutes after the last match, when its correction is known too.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var end = league.Matches.Max(match => match.End) + 2 * StubMatch.UntilCorrection;
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        var before = clock.GetUtcNow();
        while (before < end && await timer.WaitForNextTickAsync(ct))
        {
            var now = clock.GetUtcNow();
            foreach (var match in league.Matches)
            {
                if (Event(match, match.At(before), match.At(now)) is { } told)
                    say(told);
            }
            before = now;
        }
    }

    /// <summary>What happened in between; null for nothing.</summary>
    public static string? Event(StubMatch match, StubState before, StubState after)
    {
        var what = (before.Phase, after.Phase) switch
        {
            (StubPhase.Awarded, _) => null,
            (_, StubPhase.Awarded) => "awarded",
            (StubPhase.Finished, StubPhase.Finished) => before.Score == after.Score ? null : "corrected",
            (_, StubPhase.Finished) => "full time",
            (StubPhase.Scheduled, StubPhase.Scheduled) => null,
            (StubPhase.Scheduled, _) => "kickoff",
            _ => before.Score == after.Score ? null : "goal",
        };
        var goals = after.Score?.RegularTime;
        return what is null ? null : $"{what}: {match.Home} {goals?.Home}–{goals?.Away} {match.Away}";
    }
}
