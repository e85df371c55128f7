using StackExchange.Redis;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>PostgreSQL, as far as the cache can tell.</summary>
/// <param name="Version">How many changes were committed, from 1: what a page shows.</param>
/// <param name="Stamp">The version that a snapshot shows of the tag; the same number, but in a design that takes another one.</param>
/// <param name="Taken">The last sequence number that a transaction took; only in that design.</param>
internal sealed record Database(long Version = 1, long Stamp = 1, long Taken = 1);

/// <summary>Everything outside the processes' memory.</summary>
/// <param name="Servers">What lies in the two Redis servers.</param>
/// <param name="InUse">Which of them all processes are connected to.</param>
/// <param name="Database">PostgreSQL.</param>
/// <param name="Acknowledged">The highest version whose invalidation was acknowledged.</param>
/// <param name="FaultsLeft">How many faults may still strike.</param>
internal sealed record CheckedWorld(IReadOnlyList<Contents> Servers, int InUse, Database Database, long Acknowledged, int FaultsLeft)
{
    public Contents Redis => Servers[InUse];

    public string Text => string.Join('\u001e', [.. Servers.Select(server => server.Text), $"{InUse} {Database} {Acknowledged} {FaultsLeft}"]);

    public CheckedWorld WithRedis(Contents contents) => With(InUse, contents);

    public CheckedWorld With(int server, Contents contents) => Servers[server].Text == contents.Text
        ? this
        : this with { Servers = [.. Servers.Select((other, i) => i == server ? contents : other)] };

    public async ValueTask<(object Reply, CheckedWorld After)> EvalAsync(Machine machine, string script, RedisKey[] keys, RedisValue[] values)
    {
        var (reply, after) = await machine.RunAsync(InUse, Redis, script, keys, values);
        return (reply, WithRedis(after));
    }
}
