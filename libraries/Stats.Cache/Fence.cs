using StackExchange.Redis;
using Stats.Contracts;

namespace Stats.Cache;

/// <summary>
/// Makes what another server or another life of the database left in Redis unbelievable: every page and tag carries the fence's
/// nonce, and a new nonce is drawn whenever the server or the generation is not the fence's.
/// </summary>
internal sealed class Fence
{
    private readonly RedisServer _redis;
    private int _losses;
    private int _lossesAtLook = -1;
    private string _server = "";
    private long _generation;

    public Fence(RedisServer redis)
    {
        _redis = redis;
        redis.Lost += () => Interlocked.Increment(ref _losses);
    }

    /// <summary>The highest generation seen; 0 if none was.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>Before the first command on a connection.</summary>
    public async Task LookOnceAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _lossesAtLook) != Volatile.Read(ref _losses))
            await LookAsync(Generation, cancellationToken);
    }

    /// <summary>Looks, and draws if need be.</summary>
    /// <param name="generation">The highest generation known; 0 if none is, and then no first fence can be drawn.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether there is a fence now.</returns>
    public async Task<bool> LookAsync(long generation, CancellationToken cancellationToken)
    {
        RaiseGeneration(generation);
        // Read first: a connection lost from here on was not the one looked at, and is looked at again.
        var losses = Volatile.Read(ref _losses);
        var reply = await DrawAsync("", cancellationToken);
        // This process wrote to another server before: the fence here may be a copy of the one there, and pages with it.
        if (_server.Length > 0 && _server != reply.Server)
            reply = await DrawAsync(reply.Nonce, cancellationToken);
        _server = reply.Server;
        Volatile.Write(ref _lossesAtLook, losses);
        return reply.Nonce.Length > 0;
    }

    /// <summary>Remembers the highest generation seen.</summary>
    public void RaiseGeneration(long generation)
    {
        for (var known = Interlocked.Read(ref _generation); generation > known; known = Interlocked.Read(ref _generation))
            Interlocked.CompareExchange(ref _generation, generation, known);
    }

    private async Task<(string Server, string Nonce)> DrawAsync(string replaced, CancellationToken cancellationToken)
    {
        var generation = Generation;
        var reply = (RedisValue[])(await _redis.EvalAsync(
            LuaScript.Fence,
            [CacheKeys.Fence],
            [Guid.NewGuid().ToString("N"), generation == 0 ? "" : generation.ToString(), replaced],
            cancellationToken))!;
        RaiseGeneration(long.TryParse((string?)reply[1], out var theirs) ? theirs : 0);
        return ((string)reply[0]!, (string?)reply[2] ?? "");
    }
}
