using StackExchange.Redis;

namespace Stats.Cache;

/// <summary>
/// Makes what another server or another life of the database left in Redis unbelievable: every page and tag carries the fence's
/// nonce, and a new nonce is drawn whenever the server or the generation is not the fence's, and whenever this process comes from
/// another server.
/// </summary>
/// <remarks>
/// Every script is told the server that this process looked at, and does nothing on any other: a client library may put a command on a
/// new connection before anybody hears of it, so no look before the command would be in time.
/// </remarks>
internal sealed class Fence(IScripts scripts) : IDisposable
{
    private readonly SemaphoreSlim _oneLook = new(1, 1);
    private string _server = "";
    private long _generation;

    /// <summary>The server looked at, by its <c>master_replid</c>; empty before the first look.</summary>
    public string Server => Volatile.Read(ref _server);

    /// <summary>The highest generation seen; 0 if none was.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>Looks, and draws if need be. One look at a time: of many who found no fence, only the first may draw for having moved.</summary>
    /// <param name="generation">The highest generation known; 0 if none is, and then no first fence can be drawn.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether there is a fence now.</returns>
    public async Task<bool> LookAsync(long generation, CancellationToken cancellationToken)
    {
        RaiseGeneration(generation);
        await _oneLook.WaitAsync(cancellationToken);
        try
        {
            generation = Generation;
            var reply = (RedisValue[])(await scripts.EvalAsync(
                LuaScript.Fence,
                [CacheKeys.Fence],
                [Guid.NewGuid().ToString("N"), generation == 0 ? "" : generation.ToString(), Server],
                cancellationToken))!;
            RaiseGeneration(long.TryParse((string?)reply[1], out var theirs) ? theirs : 0);
            Volatile.Write(ref _server, (string)reply[0]!);
            return ((string?)reply[2] ?? "").Length > 0;
        }
        finally
        {
            _oneLook.Release();
        }
    }

    /// <summary>Remembers the highest generation seen.</summary>
    public void RaiseGeneration(long generation)
    {
        for (var known = Interlocked.Read(ref _generation); generation > known; known = Interlocked.Read(ref _generation))
            Interlocked.CompareExchange(ref _generation, generation, known);
    }

    /// <inheritdoc/>
    public void Dispose() => _oneLook.Dispose();
}
