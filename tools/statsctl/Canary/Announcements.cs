using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Stats.Contracts;
using Statsctl.Feed;

namespace Statsctl.Canary;

/// <summary>Listens to <see cref="StatsInvalidated"/> with a queue that nobody else has and that ends with its connection.</summary>
/// <param name="broker">Where.</param>
/// <param name="take">Takes each; it must not wait.</param>
/// <param name="say">Is told when listening begins and when it is interrupted.</param>
internal sealed class Announcements(Uri broker, Action<StatsInvalidated> take, Action<string> say)
{
    /// <summary>What a canary that can't follow may leave in the broker; the oldest go first.</summary>
    private const int Longest = 10_000;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private int _interruptions;

    /// <summary>How often the connection was lost; what was announced until the next one is not sampled.</summary>
    public int Interruptions => Volatile.Read(ref _interruptions);

    /// <summary>Listens until it is cancelled; once it could connect, it does so again and again.</summary>
    /// <exception cref="FeedException">The broker can't be reached from the start.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        for (var first = true; ; first = false)
        {
            try
            {
                await ListenAsync(ct);
            }
            catch (OperationInterruptedException problem) when (first)
            {
                throw new FeedException(
                    $"the broker at {Broker.WithoutPassword(broker)} refused: {problem.ShutdownReason?.ReplyText ?? problem.Message}", problem);
            }
            catch (Exception e) when (!first && e is FeedException or OperationInterruptedException or AlreadyClosedException or IOException)
            {
                // Still away.
            }
            await Task.Delay(BetweenTries, ct);
        }
    }

    /// <summary>Reads an announcement as MassTransit wraps it; null if it is none.</summary>
    public static StatsInvalidated? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            return envelope.RootElement.GetProperty("message").Deserialize(ContractJson.Default.StatsInvalidated) is { Tags: not null } message ? message : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await Broker.ConnectAsync(broker, ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        // As the services declare it, who may not have started yet.
        var exchange = Queues.ExchangeOf(typeof(StatsInvalidated));
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: ct);
        // Where quorum queues are a virtual host's default, an exclusive one would be refused.
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "classic", ["x-max-length"] = Longest, ["x-overflow"] = "drop-head" };
        var queue = await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, arguments, cancellationToken: ct);
        await channel.QueueBindAsync(queue.QueueName, exchange, "", cancellationToken: ct);

        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, _) => Lose();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.UnregisteredAsync += (_, _) => Lose();
        consumer.ReceivedAsync += (_, message) =>
        {
            if (Parse(message.Body) is { } announcement)
                take(announcement);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, ct);
        say($"Listening at {Broker.WithoutPassword(broker)}.");
        await lost.Task.WaitAsync(ct);
        Interlocked.Increment(ref _interruptions);
        say("The connection to the broker was lost: nothing is sampled until it is back.");

        Task Lose()
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
