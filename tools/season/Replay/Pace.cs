using System.Runtime.CompilerServices;
using Statsctl.Feed;

namespace Season.Replay;

/// <summary>How messages are spread over time; as fast as it goes if neither is given.</summary>
/// <param name="Rate">Messages per second; null for no such limit.</param>
/// <param name="Speed">How many times as fast as it was in the world; null if that doesn't matter.</param>
public sealed record Pace(double? Rate = null, double? Speed = null)
{
    // Timers of .NET take 49 days at most.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>How long after the first message this one is due, so that a delay is caught up with.</summary>
    /// <param name="n">How many messages come before it.</param>
    /// <param name="later">How much later than the first the world learnt of it.</param>
    public TimeSpan Due(long n, TimeSpan later) =>
        Rate is { } perSecond ? TimeSpan.FromSeconds(n / perSecond) : Speed is { } times ? later / times : TimeSpan.Zero;

    /// <summary>Gives each message when it is due.</summary>
    internal async IAsyncEnumerable<OutgoingMessage> SpreadAsync(IEnumerable<FeedStep> steps, [EnumeratorCancellation] CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        DateTimeOffset? first = null;
        var n = 0L;
        foreach (var (at, message) in steps)
        {
            var due = Due(n++, at - (first ??= at));
            // Timers tick in milliseconds: shorter waits add up to the next one.
            while (due - TimeProvider.System.GetElapsedTime(started) is var early && early >= TimeSpan.FromMilliseconds(1))
                await Task.Delay(early < LongestDelay ? early : LongestDelay, ct);
            yield return OutgoingMessage.Of(message);
        }
    }
}
