using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Stats.Cache;

/// <summary>
/// Reads pages through Redis. Correctness sits in the check at each read: a page is served only if the fence, the nonce of every tag
/// and every floor allow it. Leases, waiting and flights only save work.
/// </summary>
public sealed class PageCache
{
    private const int Attempts = 5;

    private static readonly TimeSpan[] Waits = [.. new[] { 5, 10, 20, 40 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    private readonly PageScripts _scripts;
    private readonly Fence _fence;
    private readonly IPageSource _source;
    private readonly CacheOptions _options;
    private readonly CacheDiagnostics _diagnostics;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Lazy<Task<CachedPage?>>> _flights = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private long _landings;

    internal PageCache(
        IScripts scripts, Fence fence, LocalBodies held, IPageSource source, IOptions<CacheOptions> options, CacheDiagnostics diagnostics, TimeProvider time)
    {
        _scripts = new PageScripts(scripts, fence, held, options.Value);
        (_fence, _source, _options, _diagnostics, _time) = (fence, source, options.Value, diagnostics, time);
    }

    /// <summary>
    /// The page from Redis, or loaded and kept there. <paramref name="load"/> reads everything in one snapshot, begun after the call of
    /// it, and gives null for something that isn't there, which is not kept.
    /// </summary>
    public async Task<CachedPage?> GetAsync(
        PageRequest page, Func<CancellationToken, Task<LoadedPage?>> load, CancellationToken cancellationToken)
    {
        CachedPage? answer;
        try
        {
            answer = await ReadAsync(page, load, cancellationToken);
        }
        catch (RedisUnavailableException)
        {
            // Without an answer from Redis nobody joins anybody: this load begins now.
            answer = Answer(CacheStatus.Bypass, await load(cancellationToken));
        }
        if (answer is null)
            return null;
        _diagnostics.Read(page, answer.Status);
        // A loaded page is shared with readers who hold something else.
        return page.Held.Contains(answer.Stamp) || page.Held.Contains(PageRequest.AnyStamp) ? answer with { Body = default, IsHeld = true } : answer;
    }

    private async Task<CachedPage?> ReadAsync(PageRequest page, Func<CancellationToken, Task<LoadedPage?>> load, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        var (waited, isLastLook) = (false, false);
        for (var attempt = 0; ; attempt++)
        {
            var landed = Interlocked.Read(ref _landings);
            var seen = await _scripts.GetAsync(page, page.Tags.All(_known.ContainsKey), cancellationToken);
            switch (seen.Outcome)
            {
                case GetOutcome.Hit:
                    return seen.Page;
                case GetOutcome.NoTag when await KnowsAllAsync(page, cancellationToken):
                    continue;
                case GetOutcome.NoFence when await _fence.LookAsync(0, cancellationToken) && attempt < Attempts:
                    continue;
                case GetOutcome.NoTag or GetOutcome.NoFence:
                    var loaded = await load(cancellationToken);
                    _fence.RaiseGeneration(loaded?.Generation ?? 0);
                    // No floor was raised to what this snapshot shows, and others may be filling what was before it by now: then it
                    // isn't answered, or the same client could meet less afterwards. Only of a tag at 0 nobody can have less.
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
            // What landed since that GET was sent may be this page: then it is kept by now.
            if (isLastLook || landed == Interlocked.Read(ref _landings))
                return await FlyAsync(page, seen, load, cancellationToken);
            isLastLook = true;
        }
    }

    // Who comes later may join: its GET, like this one's, was answered after the floors that it depends on were raised.
    private async Task<CachedPage?> FlyAsync(
        PageRequest page, GetReply seen, Func<CancellationToken, Task<LoadedPage?>> load, CancellationToken cancellationToken)
    {
        var key = seen.Flight(page);
        // The flight is everybody's, so it doesn't end when its first passenger hangs up.
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
            // Somebody announced something newer than this snapshot: it must not be answered any more.
            if (outcome is FillOutcome.Floor && attempt < Attempts)
                continue;
            return Answer(outcome == FillOutcome.Stored ? CacheStatus.Stored : CacheStatus.Miss, loaded);
        }
    }

    // Without a fence, or under one of another generation, FILL raises no floor: it runs again once the fence was looked at. Else the same
    // client could meet less in another process, which drew that fence and loaded before.
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

    // Tags that no change ever touched are never made: nobody can fill Redis with invented ids. `names` exists from the start.
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
        loaded is null ? null : new(status, loaded.Fresh, loaded.Generation, loaded.Versions);
}
