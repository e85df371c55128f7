namespace Stats.Cache;

/// <summary>
/// Invalidates everything stored under another Redis server or another generation of the database. Every page and tag carries the
/// fence's nonce. A process draws a new nonce if the server or the generation differs from the fence's, or if the process has moved
/// to another server.
/// </summary>
/// <remarks>
/// Every script gets the server that this process last looked at, and does nothing on any other. A check before the command is not
/// enough: the client library may reconnect to another server and send the command there before this process notices.
/// </remarks>
internal sealed class Fence(IScripts scripts) : IDisposable
{
    private readonly SemaphoreSlim _oneLook = new(1, 1);
    private string _server = "";
    private long _generation;

    /// <summary>The <c>master_replid</c> of the server last looked at; empty before the first look.</summary>
    public string Server => Volatile.Read(ref _server);

    /// <summary>The highest generation seen; 0 if none was.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>Looks at the fence, and draws a new nonce if needed. Looks don't overlap, so that a move draws only one.</summary>
    /// <param name="generation">The highest generation known, or 0. Without one, a missing fence can't be drawn.</param>
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

    public void Dispose() => _oneLook.Dispose();
}
