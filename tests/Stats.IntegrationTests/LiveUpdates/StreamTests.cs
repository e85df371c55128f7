using System.Net;
using System.Text.Json.Nodes;
using Stats.IntegrationTests.WholeSystem;
using Stats.Store;

namespace Stats.IntegrationTests.LiveUpdates;

[Collection(SystemFixture.AsRead)]
public sealed class StreamTests(StreamFixture fixture) : IClassFixture<StreamFixture>
{
    [Fact]
    public async Task A_new_client_gets_every_change_from_now_on_in_order()
    {
        using var http = fixture.Client();
        var before = await fixture.CommitAsync("m1");
        await using var client = await StreamClient.OpenAsync(http);
        var ready = await client.NextAsync();
        Assert.Equal(("ready", before), (ready.Type, ready.Change));
        Assert.Equal("2000", client.Retry);
        Assert.True(client.Response.Headers.CacheControl!.NoStore);

        var changes = await fixture.CommitAsync(5, "m2");
        var events = await client.TakeAsync(5);
        Assert.Equal(changes, events.Select(e => e.Change));
        Assert.All(events, e => Assert.Equal(("change", $"{ready.Id.Split('.')[0]}.{e.Change}"), (e.Type, e.Id)));
        var data = events[^1].Data;
        Assert.Equal("m2", (string)data["matchId"]!);
        Assert.Equal(
            """["xx.1"] ["2019-20"] ["blues","reds"]""",
            $"{Text(data, "competitions")} {Text(data, "seasons")} {Text(data, "clubs")}");
        Assert.Equal(events[^1].Change, (long)data["tags"]!["overall"]!);
        var match = data["match"]!;
        Assert.Equal(("m2", "xx.1", "reds", "blues", false), (
            (string)match["matchId"]!, (string)match["competition"]!["id"]!, (string)match["home"]!["id"]!, (string)match["away"]!["id"]!, (bool)match["voided"]!));
        Assert.All(new[] { "competition", "home", "away" }, named => Assert.NotEmpty((string)match[named]!["name"]!));
        Assert.Equal((await fixture.System.GetAsync("matches/m2"))["data"]!["result"]!["regularTime"]!["home"]!.ToJsonString(), match["result"]!["homeGoals"]!.ToJsonString());
        // The version of the page's tag is usable as minVersion.
        var page = await fixture.System.GetAsync($"competition/xx.1?season=2019-20&minVersion={data["tags"]!["competition:xx.1@2019-20"]}");
        Assert.Equal("competition:xx.1@2019-20", (string)page["meta"]!["scope"]!);
    }

    [Fact]
    public async Task A_client_that_reconnects_to_another_process_gets_every_change_once()
    {
        using var one = fixture.Client();
        using var other = fixture.Client(api: 1);
        string? place;
        var seen = new List<long>();
        await using (var client = await StreamClient.ListenAsync(one))
        {
            seen.AddRange(await fixture.CommitAsync(3));
            Assert.Equal(seen, (await client.TakeAsync(3)).Select(e => e.Change));
            place = client.LastEventId;
        }
        var missed = await fixture.CommitAsync(5);
        await using var again = await StreamClient.OpenAsync(other, lastEventId: place);
        var later = await fixture.CommitAsync(3);
        Assert.Equal([.. missed, .. later], (await again.TakeAsync(8)).Select(e => e.Change));
        // A browser that needs a new ticket cannot send the header.
        await using var browser = await StreamClient.OpenAsync(other, $"?lastEventId={place}");
        Assert.Equal([.. missed, .. later], (await browser.TakeAsync(8)).Select(e => e.Change));
    }

    [Fact]
    public async Task A_client_that_reconnects_after_a_restart_misses_no_change()
    {
        using var http = fixture.Client(api: 1);
        var client = await StreamClient.ListenAsync(http);
        var before = await fixture.CommitAsync(2);
        Assert.Equal(before, (await client.TakeAsync(2)).Select(e => e.Change));
        await fixture.System.Services.Apis[1].KillAsync();
        await client.Ended;
        var missed = await fixture.CommitAsync(3);
        await fixture.System.Services.Apis[1].StartAsync();
        await using var again = await StreamClient.OpenAsync(http, lastEventId: client.LastEventId);
        var later = await fixture.CommitAsync(2);
        Assert.Equal([.. missed, .. later], (await again.TakeAsync(5)).Select(e => e.Change));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_filter_passes_the_changes_that_affect_its_pages()
    {
        using var http = fixture.Client();
        await using var league = await StreamClient.ListenAsync(http, "?competition=yy.1");
        await using var club = await StreamClient.ListenAsync(http, "?club=whites&season=2019-20");
        await using var all = await StreamClient.ListenAsync(http);
        await fixture.CommitAsync("m1");
        var whites = await fixture.CommitAsync("y1", "yy.1", "whites", "blacks");
        await fixture.CommitAsync("m1");
        var golds = await fixture.CommitAsync("y2", "yy.1", "golds", "blacks");
        var last = await fixture.CommitAsync("m1");
        Assert.Equal(last, (await all.TakeAsync(5))[^1].Change);
        Assert.Equal([whites, golds], (await league.TakeAsync(2)).Select(e => e.Change));
        Assert.Equal(whites, (await club.NextAsync()).Change);
        // Heartbeats advance the position of a client that gets no events, so that its position stays in the change log.
        await RunningSystem.EventuallyAsync(() => Task.FromResult(
            club.LastEventId == all.LastEventId && league.LastEventId == all.LastEventId && club.Heartbeats > 2));
        Assert.True(club.IsEmpty && league.IsEmpty);
        await using var again = await StreamClient.OpenAsync(http, "?club=whites", club.LastEventId);
        Assert.Equal(await fixture.CommitAsync("y1", "yy.1", "whites", "blacks"), (await again.NextAsync()).Change);
    }

    [Fact]
    public async Task A_position_that_is_too_old_or_of_another_generation_is_reset()
    {
        using var http = fixture.Client();
        await using var first = await StreamClient.ListenAsync(http);
        var (generation, place) = (first.LastEventId!.Split('.')[0], long.Parse(first.LastEventId.Split('.')[1]));
        var changes = await fixture.CommitAsync(StreamFixture.LongestReplay + 1);
        await ResetsAsync($"{generation}.{place}", "too-long-ago");
        await using (var just = await StreamClient.OpenAsync(http, lastEventId: $"{generation}.{changes[0]}"))
            Assert.Equal(changes.Skip(1), (await just.TakeAsync(changes.Count - 1)).Select(e => e.Change));
        await ResetsAsync($"{long.Parse(generation) - 1}.{changes[^1]}", "generation");
        await ResetsAsync($"{generation}.{changes[^1] + 1}", "generation");

        await fixture.ExecuteAsync($"delete from stats.change where n <= {changes[^3]}");
        await ResetsAsync($"{generation}.{changes[^5]}", "too-long-ago");
        await using (var kept = await StreamClient.OpenAsync(http, lastEventId: $"{generation}.{changes[^3]}"))
            Assert.Equal(changes.TakeLast(2), (await kept.TakeAsync(2)).Select(e => e.Change));

        async Task ResetsAsync(string lastEventId, string reason)
        {
            await using var client = await StreamClient.OpenAsync(http, lastEventId: lastEventId);
            var reset = await client.NextAsync();
            Assert.Equal(("reset", reason), (reset.Type, (string)reset.Data["reason"]!));
            Assert.Equal(($"{generation}.{changes[^1]}", changes[^1]), (reset.Id, reset.Change));
        }
    }

    [Fact]
    public async Task A_rebuild_and_a_restore_reset_every_client()
    {
        using var http = fixture.Client();
        await using var client = await StreamClient.ListenAsync(http, "?club=reds");
        var (generation, before) = (client.LastEventId!.Split('.')[0], client.LastEventId);
        await fixture.RebuildAsync();
        await ResetsAsync(client, "rebuild");
        await using (var again = await StreamClient.OpenAsync(http, "?club=blues", before))
            await ResetsAsync(again, "rebuild");

        before = client.LastEventId;
        await Generations.DrawAsync(fixture.System.Database, above: 0, CancellationToken.None);
        await ResetsAsync(client, "generation");
        Assert.NotEqual(generation, client.LastEventId!.Split('.')[0]);
        await using (var again = await StreamClient.OpenAsync(http, lastEventId: before))
            await ResetsAsync(again, "generation");
        Assert.Equal(await fixture.CommitAsync("m1"), (await client.NextAsync()).Change);

        static async Task ResetsAsync(StreamClient client, string reason)
        {
            var reset = await client.NextAsync();
            Assert.Equal(("reset", reason), (reset.Type, (string?)reset.Data["reason"]));
        }
    }

    [Fact]
    public async Task A_bad_parameter_returns_400_and_is_named()
    {
        using var http = fixture.Client();
        foreach (var (query, id, parameter) in new[]
        {
            ("?club=a b", null, "club"),
            ("?team=reds", null, "team"),
            ("?limit=5", null, "limit"),
            ("?lastEventId=380", null, "lastEventId"),
            ("", "380", "Last-Event-ID"),
        })
        {
            using var response = await StreamClient.SendAsync(http, query, id);
            Assert.Equal((query, HttpStatusCode.BadRequest), (query, response.StatusCode));
            Assert.Equal(parameter, (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!["parameter"]!);
        }
    }

    [Fact]
    public async Task A_client_above_the_limit_gets_503_until_another_one_leaves()
    {
        using var http = fixture.Client(api: 1);
        var clients = new List<StreamClient>();
        for (var n = 0; n < StreamFixture.MaxClients; n++)
            clients.Add(await StreamClient.ListenAsync(http));
        using (var response = await StreamClient.SendAsync(http))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.NotNull(response.Headers.RetryAfter);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            Assert.EndsWith("too-many-streams", (string)problem["type"]!, StringComparison.Ordinal);
        }
        await clients[0].DisposeAsync();
        await RunningSystem.EventuallyAsync(async () =>
        {
            using var response = await StreamClient.SendAsync(http);
            return response.StatusCode == HttpStatusCode.OK;
        });
        await Task.WhenAll(clients.Skip(1).Select(client => client.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task The_limit_of_streams_of_one_key_leaves_room_for_other_keys()
    {
        using var limited = fixture.System.ClientWithKey(StreamFixture.LimitedKey);
        var clients = new List<StreamClient>();
        for (var n = 0; n < StreamFixture.StreamsOfLimited; n++)
            clients.Add(await StreamClient.ListenAsync(limited));
        using (var response = await StreamClient.SendAsync(limited))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.NotNull(response.Headers.RetryAfter);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            Assert.Equal("urn:stats:problem:streams-limited", (string?)problem["type"]);
            Assert.Contains($"{StreamFixture.StreamsOfLimited} streams", (string)problem["detail"]!, StringComparison.Ordinal);
        }
        using var http = fixture.Client();
        await using (await StreamClient.ListenAsync(http))
        {
        }
        await clients[0].DisposeAsync();
        await RunningSystem.EventuallyAsync(async () =>
        {
            using var response = await StreamClient.SendAsync(limited);
            return response.StatusCode == HttpStatusCode.OK;
        });
        await clients[1].DisposeAsync();
        var log = fixture.System.Services.Apis[0].Process.LogTail(200);
        Assert.Contains("A request from key limited was refused: 429 (streams-limited)", log, StringComparison.Ordinal);
    }

    private static string Text(JsonNode data, string name) => data[name]!.ToJsonString();
}
