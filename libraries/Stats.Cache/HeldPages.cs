using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Stats.Cache;

/// <summary>
/// Pages as this process last got them from Redis. It answers from here only under a read lease; otherwise it asks Redis, which sends no
/// body that is held. One GET of a page is in flight at a time. Readers that arrive meanwhile use its lease, or share the next GET.
/// </summary>
internal sealed class HeldPages(IOptions<CacheOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Demand = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _held = new(new MemoryCacheOptions { SizeLimit = options.Value.HeldBytes });
    private readonly Dictionary<string, SharedGet> _last = new(StringComparer.Ordinal);

    public LeaseClock Clock { get; } = new(time, options.Value);

    /// <returns>The page, with its deadline, if a read lease on it runs now; otherwise null.</returns>
    public CachedPage? Leased(PageRequest page)
    {
        if (!_held.TryGetValue(page.Key, out HeldPage? held) || held!.Leased is not { } leased || leased.Versions[0] < page.MinVersion)
            return null;
        if (!IsRunning(leased))
            return null;
        // Written once per lease, so that readers on several cores don't slow each other down.
        if (!held.IsUsed)
            held.IsUsed = true;
        return leased;
    }

    /// <returns>Whether the page may still be answered: it has no deadline, or its read lease runs.</returns>
    public bool IsRunning(CachedPage page) => page.Deadline is not { } deadline || Clock.Now < deadline;

    /// <returns>The page, whose body Redis then needn't send; null if it isn't held.</returns>
    public CachedPage? Of(string key) => _held.Get<HeldPage>(key)?.Page;

    /// <summary>Decides whether a GET asks for a read lease: only for a page that was last read less than a lease ago.</summary>
    /// <param name="now">The time just before the GET is sent.</param>
    public bool WantsLease(string key, long now) =>
        Clock.Recorded > 0 && _held.TryGetValue(key, out HeldPage? held) && Clock.IsWithinLease(held!.LastRead, now);

    /// <summary>Holds a page with its body, replacing its earlier state.</summary>
    /// <param name="requested">The time just before the GET was sent.</param>
    /// <param name="isLeased">Whether Redis granted a read lease.</param>
    public void Hold(string key, CachedPage page, long requested, bool isLeased)
    {
        var leased = isLeased ? page with { Deadline = Clock.DeadlineOf(requested) } : null;
        var options = new MemoryCacheEntryOptions { Size = page.Body.Length + key.Length, SlidingExpiration = Demand };
        _held.Set(key, new HeldPage(page, leased, requested), options);
    }

    /// <returns>All that is known of a page, except its body.</returns>
    public string Describe(string key) => $"{_held.Get<HeldPage>(key)}";

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

    private sealed class HeldPage(CachedPage page, CachedPage? leased, long requested)
    {
        /// <summary>The page as Redis sent it.</summary>
        public CachedPage Page => page;

        /// <summary>The page with the deadline of its read lease, if there is one.</summary>
        public CachedPage? Leased => leased;

        /// <summary>Whether a reader was answered under the lease.</summary>
        public bool IsUsed { get; set; }

        /// <summary>When the page was last read, as far as it is recorded.</summary>
        public long LastRead => IsUsed && leased is { Deadline: { } deadline } ? deadline : requested;

        public override string ToString() => $"{page.Stamp} {leased?.Deadline} {LastRead}";
    }

    private sealed class SharedGet
    {
        public TaskCompletionSource<GetReply> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsSent { get; set; }
    }
}
