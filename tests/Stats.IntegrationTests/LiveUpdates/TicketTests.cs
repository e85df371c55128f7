using System.Net;
using System.Text.Json.Nodes;

namespace Stats.IntegrationTests.LiveUpdates;

[Collection(SystemFixture.AsRead)]
public sealed class TicketTests(StreamFixture fixture) : IClassFixture<StreamFixture>
{
    private const string Path = "api/stats/stream/tickets";

    [Fact]
    public async Task A_ticket_opens_the_stream_on_any_process_and_no_other_page()
    {
        using var one = fixture.System.ClientWithKey(null);
        using var other = fixture.System.ClientWithKey(null, api: 1);
        var first = await TicketAsync(fixture.System);
        // A request that is refused for another reason does not use up the ticket.
        using (var wrong = await StreamClient.SendAsync(one, $"?club=a,b&ticket={first}"))
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        await using var client = await StreamClient.ListenAsync(one, $"?ticket={first}");
        // UsedTicketsTests covers simultaneous requests.
        await RefusedAsync(one, $"?ticket={first}");
        await RefusedAsync(other, $"?ticket={first}");
        await using (var second = await StreamClient.ListenAsync(other, $"?club=reds&ticket={await TicketAsync(fixture.System)}"))
            Assert.Equal(await fixture.CommitAsync("m1"), (await second.NextAsync()).Change);

        var ticket = await TicketAsync(fixture.System);
        string[] paths = ["api/stats/overall", "api/stats/leaderboard", Path, "api/stats/stream/" + ticket, "api/stats/nothing"];
        foreach (var path in paths)
        {
            using var response = path == Path
                ? await one.PostAsync($"{path}?ticket={ticket}", null)
                : await one.GetAsync($"{path}?ticket={ticket}");
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, response.StatusCode));
        }
        using var withKey = fixture.Client();
        using (var response = await withKey.GetAsync($"api/stats/overall?ticket={ticket}"))
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var apiKey = fixture.System.Services.ApiKey;
        foreach (var wrong in new[] { $"?ticket={ticket[..^1]}", $"?ticket={ticket}&ticket={ticket}", "?ticket=", $"?ticket={apiKey}", "" })
            await RefusedAsync(one, wrong);

        // The ticket expires after five seconds, as set by the fixture. The stream that a ticket opened stays open.
        await Task.Delay(TimeSpan.FromSeconds(5));
        await RefusedAsync(one, $"?ticket={ticket}");
        Assert.False(client.Ended.IsCompleted);
    }

    [Fact]
    public async Task Only_a_POST_with_a_key_and_without_parameters_returns_a_ticket()
    {
        using var nobody = fixture.System.ClientWithKey(null);
        using (var response = await nobody.PostAsync(Path, null))
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        using var http = fixture.Client();
        using (var response = await http.PostAsync($"{Path}?club=reds", null))
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using (var response = await http.GetAsync(Path))
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    internal static async Task<string> TicketAsync(RunningSystem system)
    {
        using var http = system.ClientWithKey(system.Services.ApiKey);
        return await TicketAsync(http);
    }

    internal static async Task<string> TicketAsync(HttpClient http)
    {
        using var response = await http.PostAsync(Path, null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange((DateTimeOffset)answer["expiresAt"]!, now, now.AddMinutes(1));
        return (string)answer["ticket"]!;
    }

    internal static async Task RefusedAsync(HttpClient http, string query)
    {
        using var response = await StreamClient.SendAsync(http, query);
        await Problem.ReadAsync(response, HttpStatusCode.Unauthorized);
    }
}
