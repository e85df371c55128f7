using System.Security.Cryptography;

namespace Stats.Cache;

/// <summary>GET and FILL, one round trip each.</summary>
internal sealed class PageScripts(IScripts scripts, Fence fence, HeldPages held, Revocations revocations, CacheOptions options)
{
    private readonly long _tagLifetime = (long)options.TagLifetime.TotalMilliseconds;
    private long _request;

    /// <summary>Returns once no process may answer an older version of the page from memory.</summary>
    // A reader that needs a version takes no fill lease, so other readers can't share its reply.
    public Task<GetReply> GetAsync(PageRequest page, bool makeTags, CancellationToken cancellationToken) => page.MinVersion > 0
        ? SendAsync(page, makeTags, cancellationToken)
        : held.GetAsync(page, () => SendAsync(page, makeTags, CancellationToken.None));

    /// <summary>Sends a GET that takes no fill lease.</summary>
    public Task RenewAsync(PageRequest page) => SendAsync(page with { MinVersion = 1 }, makeTags: false, CancellationToken.None);

    private async Task<GetReply> SendAsync(PageRequest page, bool makeTags, CancellationToken cancellationToken)
    {
        var mine = held.Of(page.Key);
        var token = $"{held.Lease.Process}.{Interlocked.Increment(ref _request)}";
        RedisKey[] keys = [CacheKeys.Fence, page.Key, CacheKeys.Lease(page.Key), .. page.Tags.Select(tag => (RedisKey)CacheKeys.Tag(tag))];
        // A reader that needs a version takes no fill lease: it would block readers that accept any version.
        var lease = page.MinVersion > 0 ? 0 : (long)options.Lease.TotalMilliseconds;
        // The read lease counts from before the request is sent, because Redis counts it from later. What is revoked from now on may be
        // older than the reply.
        var (requested, forgotten) = (held.Lease.Clock.Now, held.Lease.Forgotten(page.Tags));
        RedisValue[] values =
        [
            fence.Server, makeTags ? 1 : 0, token, token, lease, _tagLifetime, page.MinVersion, held.Lease.Process,
            held.Lease.Clock.Recorded, mine?.Stamp ?? "",
        ];
        var reply = GetReply.Parse((RedisValue[])(await scripts.EvalAsync(LuaScript.Get, keys, values, cancellationToken))!, token);
        if (reply.Page is not { } hit)
            return reply;
        if (reply.IsExtended)
            held.Lease.Extend(reply.LeaseId, requested);
        var valid = hit.IsHeld ? mine! with { Grant = null } : hit;
        var grant = reply.LeaseId.Length > 0 ? new Grant(reply.LeaseId, page.Tags, forgotten) : null;
        held.Hold(page.Key, valid with { Grant = grant });
        await revocations.EndAsync(reply.Revocation, cancellationToken);
        return reply with { Page = valid };
    }

    /// <summary>Returns once no process may answer an older version of the page from memory.</summary>
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
        var reply = (RedisValue[])(await scripts.EvalAsync(LuaScript.Fill, keys, values, cancellationToken))!;
        await revocations.EndAsync(new Revocation((long)reply[1], (string)reply[2]!), cancellationToken);
        return (string?)reply[0] switch
        {
            "stored" => FillOutcome.Stored,
            "floor" => FillOutcome.Floor,
            "epoch" => FillOutcome.Epoch,
            "newer" => FillOutcome.Newer,
            "unkept" => FillOutcome.Unkept,
            "generation" => FillOutcome.Generation,
            "no-fence" => FillOutcome.NoFence,
            var other => throw new InvalidOperationException($"FILL answered '{other}'."),
        };
    }

    /// <summary>Releases the fill lease without a page, so that the next reader needn't wait until it expires.</summary>
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
            // The fill lease expires by itself.
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
