namespace Stats.Cache;

/// <summary>
/// Sends one GET of a page at a time. Callers that arrive while one is in flight share the next. Redis receives the shared GET after all
/// of them called, so its reply is as fresh as that of a GET for each.
/// </summary>
internal sealed class GetCoalescer
{
    private readonly Dictionary<Question, SharedGet> _last = [];

    /// <param name="makesTags">Whether Redis makes missing tags.</param>
    /// <returns>The reply. If Redis grants the lease, the caller that began the turn gets it, and the others get <c>Busy</c>.</returns>
    public async Task<GetReply> GetAsync(PageRequest page, bool makesTags, Func<Task<GetReply>> send)
    {
        var question = new Question(page.Key, makesTags, string.Join('\n', page.Held));
        SharedGet? turn, before;
        lock (_last)
        {
            if (_last.TryGetValue(question, out before) && !before.IsSent)
                turn = null;
            else
                _last[question] = turn = new SharedGet();
        }
        if (turn is null)
            return ForSharer(await before!.Reply.Task);
        _ = RunAsync(question, turn, before?.Reply.Task, send);
        return await turn.Reply.Task;
    }

    // Only the caller that began the turn gets the lease. A sharer may run after that caller's load finished, and must not load again.
    private static GetReply ForSharer(GetReply reply) =>
        reply.Outcome == GetOutcome.Lease ? reply with { Outcome = GetOutcome.Busy, LeaseToken = "" } : reply;

    private async Task RunAsync(Question question, SharedGet turn, Task? before, Func<Task<GetReply>> send)
    {
        if (before is not null)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            // Queues behind work that already waits for a thread: the busier the process, the more callers share this GET.
            await Task.Yield();
        }
        lock (_last)
            turn.IsSent = true;
        var sent = send();
        await ((Task)sent).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        lock (_last)
        {
            if (_last[question] == turn)
                _last.Remove(question);
        }
        turn.Reply.SetFromTask(sent);
        // Observes the exception in case every caller is gone.
        _ = turn.Reply.Task.Exception;
    }

    // Held has one stamp per line: a client sends them in a header, which can't contain a line break.
    private readonly record struct Question(string Key, bool MakesTags, string Held);

    private sealed class SharedGet
    {
        public TaskCompletionSource<GetReply> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsSent { get; set; }
    }
}
