using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ServiceDefaults;
using Stats.Contracts;

namespace Messaging;

/// <summary>
/// Checks over a connection of its own whether the broker confirms a publish. A connection that only consumes is never told that the
/// broker blocks publishers, and a connection to a hanging broker looks open until heartbeats are missed.
/// </summary>
internal sealed class BrokerProbe(ConnectionFactory broker) : IAsyncDisposable
{
    // Shorter than the time limit of a health check.
    private static readonly TimeSpan Limit = Health.Patience - TimeSpan.FromSeconds(0.5);

    private readonly SemaphoreSlim _turn = new(1);
    private IConnection? _connection;
    private IChannel? _channel;
    private string? _blocked;

    /// <summary>Returns null if the broker confirms a publish, else the problem. Callers can't cancel it, so each gets an answer.</summary>
    public async Task<string?> TroubleAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await _turn.WaitAsync(limit.Token);
            try
            {
                return await AskAsync(limit.Token);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            return Health.NoAnswer("RabbitMQ", Limit);
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException or ObjectDisposedException)
        {
            var cause = e.GetBaseException().Message.TrimEnd('.');
            return $"the broker can't be used: {cause}: check ConnectionStrings__RabbitMq and the broker's log";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        var channel = _channel is { IsOpen: true } open ? open : await ConnectAsync(cancellationToken);
        // While an alarm blocks publishers, a publish would only wait.
        if (Volatile.Read(ref _blocked) is null)
            await channel.BasicPublishAsync(Queues.HealthExchange, "", ReadOnlyMemory<byte>.Empty, cancellationToken);
        return Volatile.Read(ref _blocked) is { } reason ? $"the broker blocks publishers ({reason}): free memory or disk space" : null;
    }

    private async Task<IChannel> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        Volatile.Write(ref _blocked, null);
        var connection = _connection = await broker.CreateConnectionAsync(cancellationToken);
        connection.ConnectionBlockedAsync += (_, blocked) => Blocked(blocked.Reason);
        connection.ConnectionUnblockedAsync += (_, _) => Blocked(null);
        var channel = _channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), cancellationToken);
        await channel.ExchangeDeclareAsync(Queues.HealthExchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        return channel;
    }

    private Task Blocked(string? reason)
    {
        Volatile.Write(ref _blocked, reason);
        return Task.CompletedTask;
    }
}
