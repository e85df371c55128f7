using RabbitMQ.Client.Exceptions;

namespace Statsctl.Feed;

/// <summary><c>statsctl topology</c>: declares the broker's queues and exchanges before the first message, so that none is lost.</summary>
public static class TopologyCommand
{
    public static Command Create()
    {
        var rabbitMq = FeedOptions.RabbitMq();
        var topology = new Command("topology", "Declare the exchanges and queues of feed and services. Safe to repeat.") { rabbitMq };
        topology.SetAction((parsed, ct) => RunAsync(Broker.Uri(parsed.GetValue(rabbitMq)), ct));
        return topology;
    }

    private static async Task RunAsync(Uri broker, CancellationToken ct)
    {
        await using var connection = await Broker.ConnectAsync(broker, ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            await new Topology(channel, ct).DeclareAsync();
        }
        catch (OperationInterruptedException problem)
        {
            throw Broker.Refused(broker, problem);
        }
        Console.WriteLine("Exchanges and queues are declared.");
    }
}
