using StackExchange.Redis;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>PostgreSQL, as far as the cache can observe it.</summary>
/// <param name="Version">The number of committed changes, from 1. It is the content of a page.</param>
/// <param name="Stamp">The tag's version in a snapshot. It equals the version except in the design with sequence numbers.</param>
/// <param name="Taken">The last sequence number that a transaction took; used only in that design.</param>
internal sealed record Database(long Version = 1, long Stamp = 1, long Taken = 1);

/// <summary>Everything outside the processes' memory.</summary>
/// <param name="Servers">The contents of the two Redis servers.</param>
/// <param name="InUse">The index of the server that all processes use.</param>
/// <param name="Database">PostgreSQL.</param>
/// <param name="Acknowledged">The highest version whose invalidation was acknowledged.</param>
/// <param name="FaultsLeft">The number of faults that may still occur.</param>
/// <param name="Time">The steps of time so far.</param>
internal sealed record CheckedWorld(
    IReadOnlyList<Contents> Servers, int InUse, Database Database, long Acknowledged, int FaultsLeft, int Time = 0)
{
    public Contents Redis => Servers[InUse];

    public string Text =>
        string.Join('\u001e', [.. Servers.Select(server => server.Text), $"{InUse} {Database} {Acknowledged} {FaultsLeft} {Time}"]);

    /// <summary>Time passes: every clock advances.</summary>
    public CheckedWorld Later(Clocks clocks) => this with
    {
        Time = Time + 1,
        Servers = [.. Servers.Select(server => server.At((Time + 1) * clocks.Redis))],
    };

    public CheckedWorld WithRedis(Contents contents) => With(InUse, contents);

    public CheckedWorld With(int server, Contents contents) => Servers[server].Text == contents.Text
        ? this
        : this with { Servers = [.. Servers.Select((other, i) => i == server ? contents : other)] };

    public async ValueTask<(object Reply, CheckedWorld After)> EvalAsync(
        Machine machine, string script, RedisKey[] keys, RedisValue[] values)
    {
        var (reply, after) = await machine.RunAsync(InUse, Redis, script, keys, values);
        return (reply, WithRedis(after));
    }
}
