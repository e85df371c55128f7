using Stats.IntegrationTests.Api;
using static Stats.IntegrationTests.LiveUpdates.TicketTests;

namespace Stats.IntegrationTests.LiveUpdates;

[Collection(ApiFixture.Readers)]
public sealed class KeyExpiryTests(ApiFixture fixture)
{
    [Fact]
    public async Task The_expiry_of_a_key_ends_its_tickets_and_streams()
    {
        // Long enough for the start of the service, and short enough to wait for.
        const string Key = "a key that ends soon 0123456789";
        var ends = TimeProvider.System.GetUtcNow().AddSeconds(15);
        await using var api = new InProcessApi(fixture.Store.ConnectionString, fixture.Redis, new Dictionary<string, string>
        {
            ["Auth:Keys:1:Name"] = "ends",
            ["Auth:Keys:1:Sha256"] = InProcessApi.HashOf(Key),
            ["Auth:Keys:1:Scopes:0"] = "stats:read",
            ["Auth:Keys:1:ExpiresAt"] = $"{ends:O}",
            ["LiveUpdates:Heartbeat"] = "00:00:00.500",
        });
        using var nobody = api.Client(key: null);
        using var reader = api.Client();
        using var ending = api.Client(Key);
        await using var lasting = await StreamClient.ListenAsync(nobody, $"?ticket={await TicketAsync(reader)}");
        await using var client = await StreamClient.ListenAsync(nobody, $"?ticket={await TicketAsync(ending)}");
        var ticket = await TicketAsync(ending);
        await client.Ended.WaitAsync(TimeSpan.FromMinutes(1));
        await RefusedAsync(nobody, $"?ticket={ticket}");
        Assert.False(lasting.Ended.IsCompleted);
    }
}
