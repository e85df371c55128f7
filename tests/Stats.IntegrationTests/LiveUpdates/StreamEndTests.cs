using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Stats.IntegrationTests.WholeSystem;

namespace Stats.IntegrationTests.LiveUpdates;

/// <summary>How streams end that nobody closes.</summary>
[Collection(SystemFixture.AsRead)]
public sealed class StreamEndTests(StreamFixture fixture, ITestOutputHelper output) : IClassFixture<StreamFixture>
{
    [Fact]
    public async Task A_client_that_takes_nothing_is_dropped_and_the_others_get_everything()
    {
        using var http = fixture.Client();
        await fixture.CommitAsync("m1");
        await using var other = await StreamClient.ListenAsync(http);
        using var slow = await DeafAsync();
        var place = other.LastEventId;
        var taken = new List<long>();
        var clock = Stopwatch.StartNew();
        // Until the buffers on the way and the queue are full.
        while (!IsClosed(slow))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "The client that takes nothing still has its stream.");
            await CommitLargeAsync();
            taken.Add((await other.NextAsync()).Change);
        }
        output.WriteLine($"Dropped after {taken.Count} events in {clock.Elapsed.TotalSeconds:0.0} s.");
        Assert.Equal(Enumerable.Range(1, taken.Count).Select(n => long.Parse(place!.Split('.')[1]) + n), taken);
    }

    [Fact]
    public async Task The_process_ends_at_once_whatever_streams_are_open()
    {
        using var http = fixture.Client(api: 1);
        var clients = new List<StreamClient>();
        for (var n = 0; n < 5; n++)
            clients.Add(await StreamClient.ListenAsync(http));
        var api = fixture.System.Services.Apis[1];
        var clock = Stopwatch.StartNew();
        await api.StopAsync(TimeSpan.FromSeconds(45));
        output.WriteLine($"Ended after {clock.Elapsed.TotalSeconds:0.0} s.");
        Assert.Equal(0, api.Process.ExitCode);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        foreach (var client in clients)
        {
            await client.Ended.WaitAsync(TimeSpan.FromSeconds(5));
            await client.DisposeAsync();
        }
        await api.StartAsync();
    }

    // A client that sends its request and then reads nothing at all; its own buffer is small.
    private async Task<Socket> DeafAsync()
    {
        var address = fixture.System.Services.Apis[0].Address;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(address.Host, address.Port);
        var request = $"GET /api/stats/stream HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {fixture.System.Services.ApiKey}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        return socket;
    }

    // What the system knows of the connection, without reading from it: closed or reset by the other end.
    private static bool IsClosed(Socket socket) =>
        socket.Poll(0, SelectMode.SelectError) || IsState(socket, TcpState.CloseWait) || IsState(socket, TcpState.Closed);

    private static bool IsState(Socket socket, TcpState state)
    {
        // TCP_INFO (11) of Linux: its first byte is the state.
        Span<byte> info = stackalloc byte[104];
        return socket.GetRawSocketOption(6, 11, info) > 0 && info[0] == (byte)state;
    }

    // As of a match that touches many clubs, so that the buffers fill soon.
    private Task CommitLargeAsync() => fixture.ExecuteAsync(
        """
        with raised as (update stats.tag_version set version = version + 1 where tag = 'overall' returning version)
        insert into stats.change (n, generation, position, match_id, tags, at)
        select
            version,
            (select value from stats.generation),
            0,
            'large',
            (select jsonb_object_agg('club:' || repeat('c', 100) || n, version) from generate_series(1, 300) n) || jsonb_build_object('overall', version),
            now()
        from raised
        """);

    // Of include/net/tcp_states.h.
    private enum TcpState : byte
    {
        Closed = 7,
        CloseWait = 8,
    }
}
