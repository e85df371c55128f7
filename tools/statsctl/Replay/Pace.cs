using System.Runtime.CompilerServices;

namespace Statsctl.Replay;

/// <summary>Spreads messages over time.</summary>
internal static class Pace
{
    /// <summary>Message n comes no earlier than n/rate seconds after the first, so that a delay is caught up with.</summary>
    /// <param name="messages">What to spread.</param>
    /// <param name="rate">Messages per second; null for no pace at all.</param>
    /// <param name="ct">Stops waiting.</param>
    public static async IAsyncEnumerable<object> At(
        IEnumerable<object> messages, double? rate, [EnumeratorCancellation] CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        var n = 0L;
        foreach (var message in messages)
        {
            if (rate is { } perSecond)
            {
                // Timers tick in milliseconds: shorter waits add up to the next one.
                var early = TimeSpan.FromSeconds(n++ / perSecond) - TimeProvider.System.GetElapsedTime(started);
                if (early >= TimeSpan.FromMilliseconds(1))
                    await Task.Delay(early, ct);
            }
            yield return message;
        }
    }
}
