namespace Bench.Scale;

/// <summary>The replicas of a service, all of which run at first.</summary>
internal sealed class Replicas
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(45);

    private readonly IReadOnlyList<Service> _services;
    private int _running;

    public Replicas(IReadOnlyList<Service> services) => (_services, _running) = (services, services.Count);

    /// <summary>Stops or starts some of them, and returns when so many are ready and the others have ended.</summary>
    public async Task RunAsync(int count, CancellationToken ct)
    {
        var (stopped, started) = (_services.Take(_running).Skip(count), _services.Take(count).Skip(_running));
        await Task.WhenAll(stopped.Select(service => service.StopAsync(Grace)));
        await Task.WhenAll(started.Select(service => service.StartAsync(ct)));
        _running = count;
    }

    /// <summary>Pauses those that run, so that their work waits in the queue.</summary>
    public void Pause()
    {
        foreach (var service in _services.Take(_running))
            service.Process.Pause();
    }

    public void Resume()
    {
        foreach (var service in _services.Take(_running))
            service.Process.Resume();
    }
}
