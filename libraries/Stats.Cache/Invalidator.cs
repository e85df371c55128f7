namespace Stats.Cache;

/// <summary>Raises floors, purges the pages below them, and waits until no process may answer such a page from its memory.</summary>
public sealed class Invalidator
{
    // Limits for one script, so that none blocks Redis for long: a match has a dozen tags, and a rebuild raises all of them.
    private const int PurgedAtOnce = 500;
    private const int TagsAtOnce = 500;

    private readonly IScripts _scripts;
    private readonly Fence _fence;
    private readonly Revocations _revocations;
    private readonly CacheDiagnostics? _diagnostics;

    internal Invalidator(IScripts scripts, Fence fence, LeaseClock clock, CacheDiagnostics? diagnostics = null) =>
        (_scripts, _fence, _revocations, _diagnostics) = (scripts, fence, new Revocations(scripts, fence, clock), diagnostics);

    /// <summary>For a program without these settings that reads no pages: has its own fence, and allows for the highest drift.</summary>
    public Invalidator(RedisConnection redis)
        : this(redis, new Fence(redis), new LeaseClock(TimeProvider.System, TimeSpan.Zero, CacheOptions.MostClockDrift))
    {
    }

    /// <summary>The highest generation seen so far; 0 before the first call.</summary>
    public long KnownGeneration => _fence.Generation;

    /// <summary>
    /// Once this returns, no page is served with an older version of a tag than given. Versions of an older generation are dropped:
    /// no page of that generation can be served any more.
    /// </summary>
    /// <param name="generation">The generation that the versions belong to.</param>
    /// <returns>The effect; null if the versions were dropped.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The generation isn't positive.</exception>
    public async Task<InvalidationResult?> InvalidateAsync(
        long generation, IReadOnlyDictionary<string, long> versions, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(generation);
        using var activity = CacheDiagnostics.Invalidate(versions.Count);
        var done = new InvalidationResult(0, 0);
        var revocations = new List<Revocation>();
        foreach (var some in versions.Chunk(TagsAtOnce))
        {
            if (await RaiseAsync(generation, some, cancellationToken) is not (var now, var last))
                return null;
            done = new InvalidationResult(done.FloorsRaised + now.FloorsRaised, done.PagesRemoved + now.PagesRemoved);
            revocations.Add(last);
        }
        foreach (var revocation in revocations)
            await WaitAsync(revocation, cancellationToken);
        activity?.SetTag("stats.cache.keys_removed", done.PagesRemoved);
        return done;
    }

    /// <summary>Once this returns, no page is served that was read in another generation.</summary>
    /// <returns>Whether the generation is the latest; if not, nothing changed, and <see cref="KnownGeneration"/> is later.</returns>
    public async Task<bool> FenceAsync(long generation, CancellationToken cancellationToken)
    {
        if (await RaiseAsync(generation, [], cancellationToken) is not (_, var revocation))
            return false;
        await WaitAsync(revocation, cancellationToken);
        return true;
    }

    private async Task WaitAsync(Revocation revocation, CancellationToken cancellationToken)
    {
        var waited = await _revocations.EndAsync(revocation, cancellationToken);
        _diagnostics?.WaitedForLeases(waited);
    }

    /// <returns>The effect, and the last revocation of a page that is now invalid.</returns>
    private async Task<(InvalidationResult Done, Revocation Last)?> RaiseAsync(
        long generation, KeyValuePair<string, long>[] versions, CancellationToken cancellationToken)
    {
        RedisKey[] keys =
        [
            CacheKeys.Fence,
            .. versions.Select(version => (RedisKey)CacheKeys.Tag(version.Key)),
            .. versions.Select(version => (RedisKey)CacheKeys.Index(version.Key)),
        ];
        long raised = 0, removed = 0;
        while (true)
        {
            RedisValue[] values =
                [_fence.Server, generation.ToString(), PurgedAtOnce, .. versions.Select(version => (RedisValue)version.Value)];
            var reply = (RedisResult[])(await _scripts.EvalAsync(LuaScript.Invalidate, keys, values, cancellationToken))!;
            raised += (long)reply[1];
            removed += (long)reply[2];
            switch ((string?)reply[0])
            {
                case "no-fence" or "newer":
                    await _fence.LookAsync(generation, cancellationToken);
                    break;
                case "raised" when (long)reply[3] == 0:
                    break;
                case "raised":
                    return (new InvalidationResult(raised, removed), new Revocation((long)reply[4], (string)reply[5]!));
                case "older":
                    return null;
                case var other:
                    throw new InvalidOperationException($"INVALIDATE answered '{other}'.");
            }
        }
    }
}
