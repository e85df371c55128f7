namespace Stats.Cache;

/// <summary>Waits until no process may answer pages from its memory that were revoked.</summary>
internal sealed class Revocations(IScripts scripts, Fence fence, LeaseClock clock)
{
    private const int ShortPauses = 8;

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(8);

    /// <summary>Returns once each process has heard of the revocation, or its read lease has ended.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> EndAsync(Revocation revocation, CancellationToken cancellationToken)
    {
        if (revocation.Wait == 0)
            return TimeSpan.Zero;
        var began = clock.Now;
        var due = clock.After(revocation.Wait);
        // Most processes hear of it within a few milliseconds.
        for (var n = 0; clock.Now < due; n++)
        {
            await clock.DelayAsync(n < ShortPauses ? Short : Long, due, cancellationToken);
            if (clock.Now < due && !await IsUnheardAsync(revocation, cancellationToken))
                break;
        }
        return clock.Between(began, clock.Now);
    }

    private async Task<bool> IsUnheardAsync(Revocation revocation, CancellationToken cancellationToken)
    {
        try
        {
            RedisValue[] values = [fence.Server, .. revocation.Id.Split('\n')];
            return (long)await scripts.EvalAsync(LuaScript.Unheard, [CacheKeys.Fence], values, cancellationToken) != 0;
        }
        catch (RedisUnavailableException)
        {
            // The time passes without Redis, too.
            return true;
        }
    }
}
