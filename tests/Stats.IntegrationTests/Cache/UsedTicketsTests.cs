using StackExchange.Redis;
using Stats.Cache;
using Stats.Cache.Tickets;
using StatsApi.ApiKeys;

namespace Stats.IntegrationTests.Cache;

/// <summary>Tickets that processes accept once, with a real Redis and without one.</summary>
public sealed class UsedTicketsTests(RedisFixture redis) : CacheTests(redis)
{
    private const string Nowhere = "127.0.0.1:1,connectTimeout=200";

    private static readonly ApiKey Key = new("website", new byte[32], [KeyRing.ReadScope], DateTimeOffset.MaxValue, null, null);

    [Fact]
    public async Task One_of_several_concurrent_processes_accepts_a_ticket()
    {
        await using var one = Server(Redis.Servers.Redis);
        await using var other = Server(Redis.Servers.Redis);
        UsedTickets[] processes = [On(one), On(other)];
        for (var n = 0; n < 20; n++)
        {
            var ticket = TicketOf($"ticket {n}");
            var taken = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(m => processes[m % 2].TryUseAsync(ticket, CancellationToken.None)));
            Assert.Single(taken, isTaken => isTaken);
            Assert.All(processes, process => Assert.True(process.Knows(ticket)));
        }
        Assert.All(processes, process => Assert.False(process.Knows(TicketOf("another"))));
    }

    [Fact]
    public async Task A_used_ticket_is_remembered_until_it_has_expired_on_every_clock()
    {
        await using var server = Server(Redis.Servers.Redis);
        Assert.True(await On(server).TryUseAsync(TicketOf("a"), CancellationToken.None));
        var kept = (await Redis.Raw.KeyTimeToLiveAsync(CacheKeys.Ticket("a")))!.Value;
        Assert.InRange(kept, TimeSpan.FromSeconds(60 + 45), TimeSpan.FromSeconds(60 + 60));
    }

    [Fact]
    public async Task Without_Redis_each_process_accepts_a_ticket_once()
    {
        await using var server = Server(Nowhere);
        foreach (var process in (UsedTickets[])[On(server), On(server)])
        {
            var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => process.TryUseAsync(TicketOf("a"), CancellationToken.None)));
            Assert.Single(taken, isTaken => isTaken);
        }
    }

    private static UsedTickets On(RedisConnection server) => new(new SharedTickets(server), TimeProvider.System);

    private static Ticket TicketOf(string id) => new(Key, id, TimeProvider.System.GetUtcNow().AddMinutes(1));

    private static RedisConnection Server(string address) => new(ConfigurationOptions.Parse(address), TimeSpan.FromSeconds(5));
}
