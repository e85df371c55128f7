using System.Net;
using System.Text.Json.Nodes;
using Stats.IntegrationTests.Store;
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
        Assert.Equal(("m2", false), ((string)match["matchId"]!, (bool)match["voided"]!));
        Assert.Equal(
            "xx.1 reds blues", string.Join(' ', new[] { "competition", "home", "away" }.Select(named => (string)match[named]!["id"]!)));
        Assert.All(new[] { "competition", "home", "away" }, named => Assert.NotEmpty((string)match[named]!["name"]!));
        var result = (await fixture.System.GetAsync("matches/m2"))["data"]!["result"]!["regularTime"]!;
        Assert.Equal((int)result["home"]!, (int)match["result"]!["homeGoals"]!);
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
    public async Task A_page_that_is_read_after_its_event_is_as_new_as_the_event_on_every_process()
    {
        using var one = fixture.Client();
        using var other = fixture.Client(api: 1);
        await using (var client = await StreamClient.ListenAsync(one))
        {
            for (var n = 0; n < 20; n++)
            {
                // From the second round on, the page is cached, so that an event before its floor would be noticed.
                var change = await fixture.CommitAsync("m1");
                Assert.Equal(change, (await client.NextAsync()).Change);
                Assert.Equal((change, change), (await VersionAsync(other), await VersionAsync(one)));
            }
        }
        // Control: when no client listens any more, no process raises the floor, and the cached page is served.
        await Eventually.HoldsAsync(async () =>
        {
            await VersionAsync(one);
            var change = await fixture.CommitAsync("m1");
            return await VersionAsync(one) < change;
        });

        static async Task<long> VersionAsync(HttpClient http) =>
            (long)JsonNode.Parse(await http.GetStringAsync("api/stats/leaderboard"))!["meta"]!["version"]!;
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
        await Eventually.HoldsAsync(
            () => club.LastEventId == all.LastEventId && league.LastEventId == all.LastEventId && club.Heartbeats > 2);
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

        await fixture.System.ExecuteAsync($"delete from stats.change where n <= {changes[^3]}");
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
        await StoreDatabase.RebuildAsync(fixture.System.Database);
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
    public async Task A_bad_Last_Event_ID_returns_400_and_is_named()
    {
        using var http = fixture.Client();
        using var response = await StreamClient.SendAsync(http, lastEventId: "380");
        var problem = await Problem.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal("Last-Event-ID", (string)problem["errors"]![0]!["parameter"]!);
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
            var problem = await Problem.ReadAsync(response, HttpStatusCode.TooManyRequests);
            Assert.NotNull(response.Headers.RetryAfter);
            Assert.Equal("urn:stats:problem:streams-limited", (string?)problem["type"]);
            Assert.Contains($"{StreamFixture.StreamsOfLimited} streams", (string)problem["detail"]!, StringComparison.Ordinal);
        }
        using var http = fixture.Client();
        await using (await StreamClient.ListenAsync(http))
        {
        }
        await clients[0].DisposeAsync();
        await Eventually.HoldsAsync(async () =>
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
