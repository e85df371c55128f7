namespace Messaging;

/// <summary>Logs why the broker is unavailable, once per reason and outage; the transport would log a stack every few seconds.</summary>
internal sealed class BrokerLog(ILogger<BrokerLog> log) : IReceiveEndpointObserver
{
    private string? _reason;

    public Task Faulted(ReceiveEndpointFaulted faulted)
    {
        var reason = $"{faulted.Exception?.Message} ({faulted.Exception?.GetBaseException().Message})";
        if (Interlocked.Exchange(ref _reason, reason) != reason)
            Log.Waiting(log, reason);
        return Task.CompletedTask;
    }

    public Task Ready(ReceiveEndpointReady ready)
    {
        Interlocked.Exchange(ref _reason, null);
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;
}
