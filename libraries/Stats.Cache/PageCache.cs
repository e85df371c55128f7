using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Stats.Cache;

/// <summary>
/// Reads pages through Redis. Correctness rests on the check at each read: a page is served only if the fence, the nonce of every tag
/// and every floor allow it, or under a read lease, for which announcements wait. Fill leases, waiting for a fill, and flights (shared
/// loads) only save work.
/// </summary>
public sealed class PageCache
{
    private const int Attempts = 5;

    private static readonly TimeSpan[] Waits = [.. new[] { 5, 10, 20, 40 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    private readonly PageScripts _scripts;
    private readonly HeldPages _held;
    private readonly Fence _fence;
    private readonly IPageSource _source;
    private readonly CacheOptions _options;
    private readonly CacheDiagnostics _diagnostics;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Lazy<Task<CachedPage?>>> _flights = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly bool _renewsEarly;
    private int _isRenewing;
    private long _landings;

    internal PageCache(
        IScripts scripts, Fence fence, HeldPages held, IPageSource source, IOptions<CacheOptions> options,
        CacheDiagnostics diagnostics, TimeProvider time, bool renewsEarly = true)
    {
        _scripts = new PageScripts(scripts, fence, held, new Revocations(scripts, fence, held.Lease.Clock), options.Value);
        (_fence, _held, _source, _options, _diagnostics, _time) = (fence, held, source, options.Value, diagnostics, time);
        _renewsEarly = renewsEarly;
    }

    /// <summary>
    /// Gets the page from memory under a read lease, from Redis, or loads it and stores it there. <paramref name="load"/> must read
    /// everything in one snapshot that begins after the call, and return null for a page that doesn't exist. Nothing is stored then.
    /// </summary>
    /// <returns>The page. Use it only while <see cref="MayAnswer"/> is true.</returns>
    public ValueTask<CachedPage?> GetAsync(
        PageRequest page, Func<CancellationToken, Task<LoadedPage?>> load, CancellationToken cancellationToken)
    {
        if (_held.Leased(page) is not { } leased)
            return new(AskAsync(page, load, cancellationToken));
        if (_renewsEarly && _held.Lease.IsHalfOver && Interlocked.Exchange(ref _isRenewing, 1) == 0)
            _ = RenewAsync(page);
        return new(Told(page, leased));
    }

    /// <summary>
    /// Whether the page may be answered now. Its read lease may have ended since, for example if the process was stopped; then get it
    /// again. Check it as late as possible.
    /// </summary>
    public bool MayAnswer(CachedPage page) => _held.MayAnswer(page);

    // Asks for a page before the read lease ends, so that no reader waits for it.
    private async Task RenewAsync(PageRequest page)
    {
        try
        {
            await _scripts.RenewAsync(page);
        }
        catch (RedisUnavailableException)
        {
            // The next reader finds out.
        }
        finally
        {
            Volatile.Write(ref _isRenewing, 0);
        }
    }

    private async Task<CachedPage?> AskAsync(
        PageRequest page, Func<CancellationToken, Task<LoadedPage?>> load, CancellationToken cancellationToken)
    {
        CachedPage? answer;
        try
        {
            answer = await ReadAsync(page, load, cancellationToken);
        }
        catch (RedisUnavailableException)
        {
            // Without an answer from Redis, readers can't share a load: each begins its own.
            answer = Answer(CacheStatus.Bypass, await load(cancellationToken));
        }
        return answer is null ? null : Told(page, answer);
    }

    // Readers that have other states of the page share a reply, so the states are compared here.
    private CachedPage Told(PageRequest page, CachedPage answer)
    {
        _diagnostics.Read(page, answer);
        var isHeld = page.Held.Count > 0 && (page.Held.Contains(answer.Stamp) || page.Held.Contains(PageRequest.AnyStamp));
        return isHeld ? answer with { Body = default, IsHeld = true } : answer;
    }

    private async Task<CachedPage?> ReadAsync(
        PageRequest page, Func<CancellationToken, Task<LoadedPage?>> load, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        var (waited, isLastLook) = (false, false);
        for (var attempt = 0; ; attempt++)
        {
            var landed = Interlocked.Read(ref _landings);
            var seen = await _scripts.GetAsync(page, page.Tags.All(_known.ContainsKey), cancellationToken);
            switch (seen.Outcome)
            {
                case GetOutcome.Hit when MayAnswer(seen.Page!):
                    return seen.Page;
                case GetOutcome.Hit:
                    continue;
                case GetOutcome.NoTag when await KnowsAllAsync(page, cancellationToken):
                    continue;
                case GetOutcome.NoFence when await _fence.LookAsync(0, cancellationToken) && attempt < Attempts:
                    continue;
                case GetOutcome.NoTag or GetOutcome.NoFence:
                    var loaded = await load(cancellationToken);
                    _fence.RaiseGeneration(loaded?.Generation ?? 0);
                    // This load raised no floor, and another reader may be storing an older state. If this page were served, the same
                    // client could read that older state next; so it is loaded again. A tag at 0 has no older state.
                    if (attempt < Attempts && loaded is not null && (seen.Outcome == GetOutcome.NoFence || loaded.Versions[0] > 0))
                        continue;
                    return Answer(CacheStatus.Miss, loaded);
                case GetOutcome.Lease:
                    return await FlyAsync(page, seen, load, cancellationToken);
            }
            if (page.MinVersion > 0)
                return await FillAsync(page, seen, load, cancellationToken);
            if (!waited)
                _diagnostics.Waited(page);
            waited = true;
            if (_flights.TryGetValue(seen.Flight(page), out var flight))
                return await flight.Value.WaitAsync(cancellationToken);
            if (_time.GetElapsedTime(began) < _options.LongestWait)
            {
                await WaitAsync(attempt, cancellationToken);
                continue;
            }
            // A load that finished since that GET was sent may have stored this page.
            if (isLastLook || landed == Interlocked.Read(ref _landings))
                return await FlyAsync(page, seen, load, cancellationToken);
            isLastLook = true;
        }
    }

    // Readers that saw the same nonces and floors may join later, because this load begins after those floors were raised.
    private async Task<CachedPage?> FlyAsync(
        PageRequest page, GetReply seen, Func<CancellationToken, Task<LoadedPage?>> load, CancellationToken cancellationToken)
    {
        var key = seen.Flight(page);
        // Readers share the load, so it must not end when the first one cancels.
        var mine = new Lazy<Task<CachedPage?>>(() => FillAsync(page, seen, load, CancellationToken.None));
        var flight = _flights.GetOrAdd(key, mine);
        if (flight == mine)
            _ = LandAsync(key, flight);
        else
            await _scripts.ReleaseAsync(page, seen);
        return await flight.Value.WaitAsync(cancellationToken);
    }

    private async Task LandAsync(string key, Lazy<Task<CachedPage?>> flight)
    {
        await ((Task)flight.Value).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Increment(ref _landings);
        _flights.TryRemove(KeyValuePair.Create(key, flight));
    }

    private async Task<CachedPage?> FillAsync(
        PageRequest page, GetReply seen, Func<CancellationToken, Task<LoadedPage?>> load, CancellationToken cancellationToken)
    {
        using var activity = CacheDiagnostics.Fill(page);
        for (var attempt = 1; ; attempt++)
        {
            LoadedPage? loaded = null;
            FillOutcome outcome;
            try
            {
                loaded = await load(cancellationToken);
            }
            finally
            {
                if (loaded is null)
                    await _scripts.ReleaseAsync(page, seen);
            }
            if (loaded is null)
                return null;
            try
            {
                outcome = await KeepAsync(page, seen, loaded, cancellationToken);
            }
            catch (RedisUnavailableException)
            {
                return Answer(CacheStatus.Bypass, loaded);
            }
            // A version newer than this snapshot was announced, so the snapshot must not be served.
            if (outcome is FillOutcome.Floor && attempt < Attempts)
                continue;
            return Answer(outcome == FillOutcome.Stored ? CacheStatus.Stored : CacheStatus.Miss, loaded);
        }
    }

    // Without a fence, or with one of another generation, FILL raises no floor, so it runs again after a look at the fence. Otherwise the
    // same client could read an older state from another process, which drew that fence and loaded earlier.
    private async Task<FillOutcome> KeepAsync(PageRequest page, GetReply seen, LoadedPage loaded, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await _scripts.FillAsync(page, seen, loaded, cancellationToken);
            _diagnostics.Filled(page, outcome);
            if (outcome is not (FillOutcome.NoFence or FillOutcome.Generation))
                return outcome;
            if (!await _fence.LookAsync(loaded.Generation, cancellationToken) || attempt == Attempts)
                return outcome;
        }
    }

    // Tags that no change ever touched are never made, so requests for unknown ids don't fill Redis. `names` exists from the start.
    private async Task<bool> KnowsAllAsync(PageRequest page, CancellationToken cancellationToken)
    {
        foreach (var tag in page.Tags)
        {
            if (tag != Contracts.Tags.Names && !_known.ContainsKey(tag) && !await _source.KnowsAsync(tag, cancellationToken))
                return false;
            _known.TryAdd(tag, true);
        }
        return true;
    }

    private Task WaitAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(Waits[Math.Min(attempt, Waits.Length - 1)] * (0.75 + 0.5 * PageScripts.Jitter()), _time, cancellationToken);

    private static CachedPage? Answer(CacheStatus status, LoadedPage? loaded) =>
        loaded is null ? null : new(status, loaded.Fresh, loaded.Generation, loaded.Versions) { Next = loaded.Next };
}
