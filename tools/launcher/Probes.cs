using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Launcher;

/// <summary>Checks whether a server on a loopback port answers in its own protocol: the port may be open before it does.</summary>
internal static class Probes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<bool> PostgresAsync(string connectionString, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false;Timeout={Patience.TotalSeconds}");
            await connection.OpenAsync(ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public static Task<bool> RedisAsync(int port, CancellationToken ct) =>
        GreetAsync(port, "PING\r\n"u8.ToArray(), "+PONG"u8.ToArray(), ct);

    // The protocol header of AMQP 0-9-1; the broker answers with a method frame (type 1) on channel 0.
    public static Task<bool> RabbitMqAsync(int port, CancellationToken ct) =>
        GreetAsync(port, "AMQP\0\0\u0009\u0001"u8.ToArray(), [1, 0, 0], ct);

    /// <summary>Sends the greeting to the port and compares the beginning of the answer.</summary>
    public static async Task<bool> GreetAsync(int port, ReadOnlyMemory<byte> greeting, byte[] expected, CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
            await socket.SendAsync(greeting, patience.Token);
            var answer = new byte[expected.Length];
            var read = expected.Length == 0 ? 0 : await socket.ReceiveAsync(answer, patience.Token);
            return answer.AsSpan(0, read).SequenceEqual(expected);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
