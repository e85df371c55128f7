using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Stats.IntegrationTests.LiveUpdates;

/// <summary>Streams that the server ends.</summary>
[Collection(SystemFixture.AsRead)]
public sealed class StreamEndTests(StreamFixture fixture, ITestOutputHelper output) : IClassFixture<StreamFixture>
{
    [Fact]
    public async Task A_client_that_reads_nothing_is_dropped_and_others_get_all_events()
    {
        using var http = fixture.Client();
        await fixture.CommitAsync("m1");
        await using var other = await StreamClient.ListenAsync(http);
        using var slow = await DeafAsync();
        var place = other.LastEventId;
        var taken = new List<long>();
        var clock = Stopwatch.StartNew();
        // Commits until the network buffers and the client's queue are full.
        while (!IsClosed(slow))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "The stream of the client that reads nothing is still open.");
            await CommitLargeAsync();
            taken.Add((await other.NextAsync()).Change);
        }
        output.WriteLine($"Dropped after {taken.Count} events in {clock.Elapsed.TotalSeconds:0.0} s.");
        Assert.Equal(Enumerable.Range(1, taken.Count).Select(n => long.Parse(place!.Split('.')[1]) + n), taken);
    }

    [Fact]
    public async Task The_process_stops_within_seconds_despite_open_streams()
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

    // A client that sends its request and then reads nothing. Its receive buffer is small.
    private async Task<Socket> DeafAsync()
    {
        var address = fixture.System.Services.Apis[0].Address;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(address.Host, address.Port);
        var apiKey = fixture.System.Services.ApiKey;
        var request = $"GET /api/stats/stream HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {apiKey}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        return socket;
    }

    // Whether the server has closed or reset the connection, according to the kernel, without a read.
    private static bool IsClosed(Socket socket) =>
        socket.Poll(0, SelectMode.SelectError) || IsState(socket, TcpState.CloseWait) || IsState(socket, TcpState.Closed);

    private static bool IsState(Socket socket, TcpState state)
    {
        // TCP_INFO (11) of Linux. Its first byte is the state.
        Span<byte> info = stackalloc byte[104];
        return socket.GetRawSocketOption(6, 11, info) > 0 && info[0] == (byte)state;
    }

    // A change that affects many tags, so that the buffers fill soon.
    private Task<int> CommitLargeAsync() => fixture.System.ExecuteAsync(
        """
        with raised as (update stats.tag_version set version = version + 1 where tag = 'overall' returning version)
        insert into stats.change (n, generation, position, match_id, tags, at)
        select
            version,
            (select value from stats.generation),
            0,
            'large',
            (select jsonb_object_agg('club:' || repeat('c', 100) || n, version) from generate_series(1, 300) n)
                || jsonb_build_object('overall', version),
            now()
        from raised
        """);

    // Values from include/net/tcp_states.h.
    private enum TcpState : byte
    {
        Closed = 7,
        CloseWait = 8,
    }
}
