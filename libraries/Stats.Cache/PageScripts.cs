using System.Security.Cryptography;

namespace Stats.Cache;

/// <summary>GET and FILL, one round trip each.</summary>
internal sealed class PageScripts(IScripts scripts, Fence fence, LocalBodies held, CacheOptions options)
{
    // Identifies this process in leases; the counter identifies its requests.
    private readonly string _process = Guid.NewGuid().ToString("N");
    private readonly long _tagLifetime = (long)options.TagLifetime.TotalMilliseconds;
    private readonly GetCoalescer _gets = new();
    private long _request;

    // A reader that needs a version takes no lease, so other readers can't share its reply.
    public Task<GetReply> GetAsync(PageRequest page, bool makeTags, CancellationToken cancellationToken) => page.MinVersion > 0
        ? SendAsync(page, makeTags, cancellationToken)
        : _gets.GetAsync(page, makeTags, () => SendAsync(page, makeTags, CancellationToken.None));

    private async Task<GetReply> SendAsync(PageRequest page, bool makeTags, CancellationToken cancellationToken)
    {
        var mine = held.Of(page.Key);
        var token = $"{_process}.{Interlocked.Increment(ref _request)}";
        RedisKey[] keys = [CacheKeys.Fence, page.Key, CacheKeys.Lease(page.Key), .. page.Tags.Select(tag => (RedisKey)CacheKeys.Tag(tag))];
        // A reader that needs a version takes no lease: it would block readers that accept any version.
        var lease = page.MinVersion > 0 ? 0 : (long)options.Lease.TotalMilliseconds;
        RedisValue[] values =
        [
            fence.Server,
            makeTags ? 1 : 0,
            token,
            token,
            lease,
            _tagLifetime,
            page.MinVersion,
            .. page.Held.Append(mine?.Stamp).OfType<string>().Select(stamp => (RedisValue)stamp),
        ];
        var reply = GetReply.Parse((RedisValue[])(await scripts.EvalAsync(LuaScript.Get, keys, values, cancellationToken))!, token);
        if (reply.Page is not { } hit)
            return reply;
        if (hit.IsHeld)
            return hit.Stamp == mine?.Stamp ? reply with { Page = mine } : reply;
        held.Hold(page.Key, hit);
        return reply;
    }

    public async Task<FillOutcome> FillAsync(PageRequest page, GetReply seen, LoadedPage loaded, CancellationToken cancellationToken)
    {
        RedisKey[] keys =
        [
            CacheKeys.Fence,
            page.Key,
            CacheKeys.Lease(page.Key),
            .. page.Tags.Select(tag => (RedisKey)CacheKeys.Tag(tag)),
            .. page.Tags.Select(tag => (RedisKey)CacheKeys.Index(tag)),
            CacheKeys.Pages(CacheKeys.KindOf(page.Key)),
        ];
        var lifetime = (long)(loaded.TimeToLive.TotalMilliseconds * (1 - options.Jitter + 2 * options.Jitter * Jitter()));
        RedisValue[] values =
        [
            fence.Server,
            seen.Nonce,
            loaded.Generation.ToString(),
            seen.LeaseToken,
            lifetime,
            _tagLifetime,
            loaded.Stored.ToArray(),
            .. seen.Epochs.Zip(loaded.Versions).SelectMany(tag => new RedisValue[] { tag.First, tag.Second }),
            loaded.Next ?? "",
        ];
        var outcome = (string?)await scripts.EvalAsync(LuaScript.Fill, keys, values, cancellationToken);
        return outcome switch
        {
            "stored" => FillOutcome.Stored,
            "floor" => FillOutcome.Floor,
            "epoch" => FillOutcome.Epoch,
            "newer" => FillOutcome.Newer,
            "unkept" => FillOutcome.Unkept,
            "generation" => FillOutcome.Generation,
            "no-fence" => FillOutcome.NoFence,
            _ => throw new InvalidOperationException($"FILL answered '{outcome}'."),
        };
    }

    /// <summary>Releases the lease without a page, so that the next reader needn't wait until it expires.</summary>
    public async Task ReleaseAsync(PageRequest page, GetReply seen)
    {
        if (seen.LeaseToken.Length == 0)
            return;
        try
        {
            await scripts.EvalAsync(LuaScript.Release, [CacheKeys.Lease(page.Key)], [seen.LeaseToken], CancellationToken.None);
        }
        catch (RedisUnavailableException)
        {
            // The lease expires by itself.
        }
    }

    /// <summary>A random number from 0 up to, but not including, 1, so that processes don't act in step.</summary>
    public static double Jitter() => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);
}

/// <summary>The outcome of FILL.</summary>
internal enum FillOutcome
{
    Stored,
    Floor,
    Epoch,
    Newer,
    Unkept,
    Generation,
    NoFence,
}
