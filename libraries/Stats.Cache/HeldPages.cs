using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Stats.Cache;

/// <summary>
/// Pages as this process last got them from Redis. It answers from here only under its read lease; otherwise it asks Redis, which sends no
/// body that is held. One GET of a page is in flight at a time. Readers that arrive meanwhile use its lease, or share the next GET.
/// </summary>
internal sealed class HeldPages(IOptions<CacheOptions> options, ReadLease lease) : IDisposable
{
    private static readonly TimeSpan Demand = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _held = new(new MemoryCacheOptions { SizeLimit = options.Value.HeldBytes });
    private readonly Dictionary<string, SharedGet> _last = new(StringComparer.Ordinal);

    public ReadLease Lease => lease;

    /// <returns>The page if it may be answered from memory now; otherwise null.</returns>
    public CachedPage? Leased(PageRequest page) =>
        _held.TryGetValue(page.Key, out CachedPage? held) && held!.Versions[0] >= page.MinVersion && held.Grant is { } grant
            && lease.Covers(grant) ? held : null;

    /// <returns>Whether the page may still be answered: it isn't from memory, or the lease covers it.</returns>
    public bool MayAnswer(CachedPage page) => page.Grant is null || lease.Covers(page.Grant);

    /// <returns>The page, whose body Redis then needn't send; null if it isn't held.</returns>
    public CachedPage? Of(string key) => _held.Get<CachedPage>(key);

    /// <summary>Holds a page with its body, replacing its earlier state.</summary>
    public void Hold(string key, CachedPage page) =>
        _held.Set(key, page, new MemoryCacheEntryOptions { Size = page.Body.Length + key.Length, SlidingExpiration = Demand });

    /// <returns>All that is known of a page, except its body.</returns>
    public string Describe(string key)
    {
        var held = Of(key);
        return $"{held?.Stamp} {held?.Grant?.LeaseId} {held?.Grant is { } grant && lease.Forgotten(grant.Tags) == grant.Forgotten}";
    }

    /// <param name="send">Sends a GET and holds the page that Redis returns.</param>
    /// <returns>
    /// The reply to a GET that was sent after this call, or a page under a running read lease. If Redis grants the fill lease, the caller
    /// that began the turn gets it, and the others get <c>Busy</c>.
    /// </returns>
    public async Task<GetReply> GetAsync(PageRequest page, Func<Task<GetReply>> send)
    {
        SharedGet? turn, before;
        lock (_last)
        {
            if (_last.TryGetValue(page.Key, out before) && !before.IsSent)
                turn = null;
            else
                _last[page.Key] = turn = new SharedGet();
        }
        if (turn is null)
            return ForSharer(await before!.Reply.Task);
        _ = RunAsync(page, turn, before?.Reply.Task, send);
        return await turn.Reply.Task;
    }

    public void Dispose() => _held.Dispose();

    // Only the caller that began the turn gets the fill lease. A sharer may run after that caller's load finished, and must not load again.
    private static GetReply ForSharer(GetReply reply) =>
        reply.Outcome == GetOutcome.Lease ? reply with { Outcome = GetOutcome.Busy, LeaseToken = "" } : reply;

    private async Task RunAsync(PageRequest page, SharedGet turn, Task? before, Func<Task<GetReply>> send)
    {
        CachedPage? leased = null;
        if (before is not null)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            // Queues behind work that already waits for a thread: the busier the process, the more callers share this GET.
            await Task.Yield();
            leased = Leased(page);
        }
        lock (_last)
            turn.IsSent = true;
        var sent = leased is null ? send() : Task.FromResult(new GetReply(GetOutcome.Hit, leased));
        await ((Task)sent).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        lock (_last)
        {
            if (_last[page.Key] == turn)
                _last.Remove(page.Key);
        }
        turn.Reply.SetFromTask(sent);
        // Observes the exception in case every caller is gone.
        _ = turn.Reply.Task.Exception;
    }

    private sealed class SharedGet
    {
        public TaskCompletionSource<GetReply> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsSent { get; set; }
    }
}
