using System.Runtime.CompilerServices;
using Statsctl.Feed;

namespace Season.Replay;

/// <summary>How messages are spread over time; as fast as possible if neither is given.</summary>
/// <param name="Rate">Messages per second; null for no such limit.</param>
/// <param name="Speed">The factor by which the replay is faster than reality; null if real time doesn't matter.</param>
public sealed record Pace(double? Rate = null, double? Speed = null)
{
    // .NET timers support at most 49 days.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>When a message is due, counted from the first one, so that the replay makes up for a delay.</summary>
    /// <param name="n">How many messages come before it.</param>
    /// <param name="later">How much later than the first it happened in reality.</param>
    public TimeSpan Due(long n, TimeSpan later) =>
        Rate is { } perSecond ? TimeSpan.FromSeconds(n / perSecond) : Speed is { } times ? later / times : TimeSpan.Zero;

    internal async IAsyncEnumerable<OutgoingMessage> SpreadAsync(IEnumerable<FeedStep> steps, [EnumeratorCancellation] CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        DateTimeOffset? first = null;
        var n = 0L;
        foreach (var (at, message) in steps)
        {
            var due = Due(n++, at - (first ??= at));
            // Timers tick in milliseconds: shorter waits are added to the next one.
            while (due - TimeProvider.System.GetElapsedTime(started) is var early && early >= TimeSpan.FromMilliseconds(1))
                await Task.Delay(early < LongestDelay ? early : LongestDelay, ct);
            yield return OutgoingMessage.Of(message);
        }
    }
}
