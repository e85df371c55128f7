using Statsctl.Watch;

namespace Statsctl.Canary;

/// <summary>Listens to <see cref="StatsInvalidated"/> with an exclusive queue that ends with its connection.</summary>
/// <param name="take">Takes each announcement; it must not wait.</param>
/// <param name="say">Reports when listening begins and when it is interrupted.</param>
internal sealed class Announcements(Uri broker, Action<StatsInvalidated> take, Action<string> say)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private int _interruptions;

    /// <summary>How often the connection was lost; announcements during a loss are not sampled.</summary>
    public int Interruptions => Volatile.Read(ref _interruptions);

    /// <summary>Listens until it is cancelled; after the first connection it reconnects whenever the connection is lost.</summary>
    /// <exception cref="FeedException">The first connection failed.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        for (var first = true; ; first = false)
        {
            try
            {
                await ListenAsync(ct);
            }
            catch (Exception e) when (!first && e is FeedException or IOException)
            {
                // The broker is still unavailable.
            }
            await Task.Delay(BetweenTries, ct);
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await Listener.RunAsync(
            broker,
            [typeof(StatsInvalidated)],
            heard =>
            {
                if (heard.Message is StatsInvalidated { Tags: not null } announcement)
                    take(announcement);
            },
            () => say($"Listening at {Broker.WithoutPassword(broker)}."),
            ct);
        Interlocked.Increment(ref _interruptions);
        say("The connection to the broker was lost; sampling resumes after reconnecting.");
    }
}
