using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Stats.Contracts;
using Statsctl.Feed;

namespace Statsctl.Canary;

/// <summary>Listens to <see cref="StatsInvalidated"/> with an exclusive queue that ends with its connection.</summary>
/// <param name="broker">The broker's URI.</param>
/// <param name="take">Takes each announcement; it must not wait.</param>
/// <param name="say">Reports when listening begins and when it is interrupted.</param>
internal sealed class Announcements(Uri broker, Action<StatsInvalidated> take, Action<string> say)
{
    /// <summary>The most announcements that a slow canary leaves in the broker, which drops the oldest first.</summary>
    private const int Longest = 10_000;

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
            catch (OperationInterruptedException problem) when (first)
            {
                throw new FeedException(
                    $"the broker at {Broker.WithoutPassword(broker)} refused: {problem.ShutdownReason?.ReplyText ?? problem.Message}", problem);
            }
            catch (Exception e) when (!first && e is FeedException or OperationInterruptedException or AlreadyClosedException or IOException)
            {
                // The broker is still unavailable.
            }
            await Task.Delay(BetweenTries, ct);
        }
    }

    /// <summary>Reads an announcement from MassTransit's envelope; null if it is none.</summary>
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
        // Declared as the services do, because they may not have started yet.
        var exchange = Queues.ExchangeOf(typeof(StatsInvalidated));
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: ct);
        // If a virtual host's default is quorum queues, the broker would refuse an exclusive one.
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
        say("The connection to the broker was lost; sampling resumes after reconnecting.");

        Task Lose()
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
