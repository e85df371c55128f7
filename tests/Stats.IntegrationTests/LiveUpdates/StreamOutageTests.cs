using System.Net;
using Launcher;

namespace Stats.IntegrationTests.LiveUpdates;

/// <summary>Streams during an outage of a server.</summary>
[Collection(SystemFixture.Failing)]
public sealed class StreamOutageTests(StreamFixture fixture, OwnServersFixture servers) : IClassFixture<StreamFixture>
{
    [Fact]
    public async Task Without_Redis_events_continue_and_the_pages_read_after_them_are_fresh()
    {
        using var http = fixture.Client();
        await fixture.CommitAsync("m1");
        await fixture.System.GetAsync("leaderboard");
        await using var client = await StreamClient.ListenAsync(http);
        await servers.Servers.KillAsync(Server.Redis);
        try
        {
            await ReadFreshAsync(client, await fixture.CommitAsync("m1"));
            // This also applies to a client that connects during the outage.
            await using var late = await StreamClient.ListenAsync(http);
            await ReadFreshAsync(late, await fixture.CommitAsync("m1"));
            await ReadFreshAsync(client, late.LastEventId!);
        }
        finally
        {
            await servers.Servers.RestartAsync(Server.Redis);
        }
        await ReadFreshAsync(client, await fixture.CommitAsync("m1"));
        await fixture.System.Services.Apis[0].LogsAsync("The floors of all events have been raised");
    }

    [Fact]
    public async Task Floors_missed_during_a_pause_of_Redis_are_raised_afterwards()
    {
        using var http = fixture.Client();
        await fixture.CommitAsync("m1");
        await using var client = await StreamClient.ListenAsync(http);
        await fixture.System.GetAsync("leaderboard");
        servers.Servers.Pause(Server.Redis);
        long change;
        try
        {
            change = await fixture.CommitAsync("m1");
            await ReadFreshAsync(client, change);
        }
        finally
        {
            servers.Servers.Resume(Server.Redis);
        }
        // There is no further change, and the reconciler does not run within a minute.
        await Eventually.HoldsAsync(
            async () => (long)(await fixture.System.GetAsync("leaderboard"))["meta"]!["version"]! == change);
    }

    [Fact]
    public async Task Streams_stay_open_while_the_database_is_down_and_continue_without_a_gap()
    {
        using var http = fixture.Client();
        await fixture.CommitAsync("m1");
        await using var client = await StreamClient.ListenAsync(http);
        var last = await fixture.CommitAsync("m1");
        Assert.Equal(last, (await client.NextAsync()).Change);
        await servers.Servers.KillAsync(Server.Postgres);
        try
        {
            var beats = client.Heartbeats;
            await Eventually.HoldsAsync(async () =>
            {
                using var response = await StreamClient.SendAsync(http);
                return response.StatusCode == HttpStatusCode.ServiceUnavailable && client.Heartbeats > beats;
            });
        }
        finally
        {
            await servers.Servers.RestartAsync(Server.Postgres);
        }
        fixture.System.Database.Clear();
        var changes = await fixture.CommitAsync(3);
        Assert.Equal(changes, (await client.TakeAsync(3)).Select(e => e.Change));
        Assert.Equal(last + 1, changes[0]);
    }

    private async Task ReadFreshAsync(StreamClient client, long change)
    {
        Assert.Equal(change, (await client.NextAsync()).Change);
        Assert.Equal(change, (long)(await fixture.System.GetAsync("leaderboard"))["meta"]!["version"]!);
    }

    private Task ReadFreshAsync(StreamClient client, string id) => ReadFreshAsync(client, long.Parse(id.Split('.')[1]));
}
