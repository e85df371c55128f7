using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Launcher;
using Npgsql;
using Stats.Contracts;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Outages;

/// <summary>
/// An unavailable dependency stops no service and causes no lost or dead-lettered message. Messages wait, and are scored and announced
/// once the dependency is available again.
/// </summary>
[Collection(SystemFixture.Failing)]
public sealed class OutageTests(OutageFixture fixture, ITestOutputHelper output) : IClassFixture<OutageFixture>
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    // Longer than every timeout of a call to Redis, and longer than all retries of a message.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(6);

    private static int _matches;

    [Theory]
    [InlineData(Server.Postgres, ConnectionFault.Refuse)]
    [InlineData(Server.Postgres, ConnectionFault.Hang)]
    [InlineData(Server.Postgres, ConnectionFault.Slow)]
    [InlineData(Server.Postgres, ConnectionFault.ResetInAnswers)]
    [InlineData(Server.Redis, ConnectionFault.Refuse)]
    [InlineData(Server.Redis, ConnectionFault.Hang)]
    [InlineData(Server.Redis, ConnectionFault.Slow)]
    [InlineData(Server.Redis, ConnectionFault.ResetInAnswers)]
    [InlineData(Server.RabbitMq, ConnectionFault.Refuse)]
    [InlineData(Server.RabbitMq, ConnectionFault.Hang)]
    [InlineData(Server.RabbitMq, ConnectionFault.Slow)]
    [InlineData(Server.RabbitMq, ConnectionFault.ResetInAnswers)]
    public Task Messages_wait_for_an_unavailable_server(Server server, ConnectionFault fault) => WaitsAsync(
        async () =>
        {
            fixture[server].Set(fault);
            await Task.Delay(server == Server.Redis ? Long : Short);
        },
        () =>
        {
            fixture[server].Set(ConnectionFault.None);
            return Task.CompletedTask;
        });

    [Theory]
    [InlineData("a replica", "REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE")]
    [InlineData(
        "out of memory",
        "CONFIG SET maxmemory-policy noeviction; CONFIG SET maxmemory 1",
        "CONFIG SET maxmemory 268435456; CONFIG SET maxmemory-policy volatile-lru")]
    [InlineData("paused", "CLIENT PAUSE 6000 ALL", "")]
    public Task Messages_wait_for_a_Redis_that_refuses_commands(string state, string enter, string leave) => WaitsAsync(
        async () =>
        {
            output.WriteLine(state);
            await RunAsync(enter);
            await Task.Delay(Short);
        },
        () => RunAsync(leave));

    [Fact]
    public Task Messages_wait_for_a_Redis_that_a_script_keeps_busy()
    {
        Task endless = Task.CompletedTask;
        return WaitsAsync(
            async () =>
            {
                await RunAsync("CONFIG SET lua-time-limit 100");
                endless = fixture.Redis.GetDatabase().ScriptEvaluateAsync("while true do end");
                await Task.Delay(Short);
            },
            async () =>
            {
                // A plain connection, because a client library would first query the server, and a busy server does not reply.
                using var other = new TcpClient();
                await other.ConnectAsync((IPEndPoint)fixture.Redis.GetEndPoints().Single());
                await other.GetStream().WriteAsync("SCRIPT KILL\r\n"u8.ToArray());
                Assert.Equal((byte)'+', other.GetStream().ReadByte());
                await Assert.ThrowsAnyAsync<Exception>(() => endless);
                await RunAsync("CONFIG SET lua-time-limit 5000");
            });
    }

    [Fact]
    public Task Messages_wait_for_a_database_that_terminates_every_session() => WaitsAsync(
        async () =>
        {
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < Short; await Task.Delay(50))
                await EndSessionsAsync();
        },
        () => Task.CompletedTask);

    [Fact]
    public async Task Messages_wait_for_a_database_without_free_connections()
    {
        var all = new List<NpgsqlConnection>();
        var postgres = $"{fixture.System.Postgres};Pooling=false;Application Name=test";
        await WaitsAsync(
            async () =>
            {
                await EndSessionsAsync();
                await Assert.ThrowsAsync<PostgresException>(async () =>
                {
                    while (true)
                    {
                        all.Add(new NpgsqlConnection(postgres));
                        await all[^1].OpenAsync();
                    }
                });
                await Task.Delay(Short);
            },
            async () =>
            {
                foreach (var connection in all)
                    await connection.DisposeAsync();
            });
    }

    [Fact]
    public async Task Readers_stop_waiting_for_a_Redis_that_hangs()
    {
        await WaitsAsync(() => Task.CompletedTask, () => Task.CompletedTask);
        fixture[Server.Redis].Set(ConnectionFault.Hang);
        try
        {
            var waited = new List<TimeSpan>();
            for (var reader = 0; reader < 12; reader++)
            {
                var clock = Stopwatch.StartNew();
                Assert.Equal(HttpStatusCode.OK, await fixture.System.StatusAsync("leaderboard"));
                waited.Add(clock.Elapsed);
            }
            // The readers come one after the other. Those of the first two seconds open the circuit breaker, and one may test it later.
            output.WriteLine(string.Join(", ", waited.Select(time => $"{time.TotalMilliseconds:0}")));
            Assert.InRange(waited.Count(time => time > TimeSpan.FromMilliseconds(450)), 1, 5);
        }
        finally
        {
            fixture[Server.Redis].Set(ConnectionFault.None);
        }
    }

    private async Task WaitsAsync(Func<Task> breakAsync, Func<Task> mendAsync)
    {
        var n = Interlocked.Increment(ref _matches);
        await fixture.System.PublishAsync(Prediction($"{n}-before", "alice", 1, 0), Result($"{n}-before", 1, 0));
        var breaking = breakAsync();
        try
        {
            for (var match = 0; match < 4; match++)
            {
                var id = $"{n}-{match}";
                await fixture.System.PublishAsync(Prediction(id, "alice", 1, 0), Prediction(id, "bob", 0, 0), Result(id, 1, 0));
                await Task.Delay(200);
            }
            await breaking;
        }
        finally
        {
            await mendAsync();
        }
        await fixture.System.SettleAsync(
            $"(select count(*) from stats.match where id like '{n}-%') = 5 " +
            $"and (select count(*) from stats.prediction where match_id like '{n}-%') = 9");
        // An outage moves no message to an error or dead-letter queue.
        foreach (var queue in Queues.All.SelectMany(queue => queue.Kept))
            Assert.True(await fixture.System.CountAsync(queue) == 0, $"{queue} has messages.");
        Assert.All(fixture.System.OneOfEach, service => Assert.False(service.Process.HasExited));
        // The circuit breaker of StatsApi may stay open for some seconds.
        await Eventually.HoldsAsync(async () => await fixture.System.StatusAsync("leaderboard") == HttpStatusCode.OK);
    }

    private async Task EndSessionsAsync() => await fixture.System.ScalarAsync<long>(
        """
        select count(pg_terminate_backend(pid)) from pg_stat_activity
        where application_name in ('ScoringService', 'CacheInvalidator', 'StatsApi')
        """);

    private async Task RunAsync(string commands)
    {
        foreach (var command in commands.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = command.Split(' ');
            await fixture.Redis.GetDatabase().ExecuteAsync(words[0], words[1..]);
        }
    }
}
