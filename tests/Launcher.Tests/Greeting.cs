using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Launcher.Tests;

/// <summary>Sends one minimal request to a server, given its connection string alone.</summary>
internal static class Greeting
{
    public static async Task<T> PostgresAsync<T>(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false;Timeout=1");
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<string> RedisAsync(string configuration, params string[] command)
    {
        var address = configuration.Split(':');
        return await SayAsync(address[0], int.Parse(address[1]), string.Join(' ', command) + "\r\n");
    }

    /// <summary>The type of the first frame; 1 is a method frame.</summary>
    public static async Task<int> RabbitMqAsync(string uri)
    {
        var address = new Uri(uri);
        return (await SayAsync(address.Host, address.Port, "AMQP\0\0\u0009\u0001"))[0];
    }

    private static async Task<string> SayAsync(string host, int port, string words)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(words));
        var answer = new byte[8192];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var read = await client.GetStream().ReadAsync(answer, patience.Token);
        return Encoding.Latin1.GetString(answer, 0, read);
    }
}
