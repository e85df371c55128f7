namespace Stats.Cache;

/// <summary>
/// One GET of a page at a time: who asks while one is on its way shares the next with all who ask until that is sent. Redis then answers
/// after every one of them asked, so this is as good as a GET of one's own.
/// </summary>
internal sealed class GetCoalescer
{
    private readonly Dictionary<Question, SharedGet> _last = [];

    /// <param name="page">What is asked.</param>
    /// <param name="makesTags">Whether missing tags are to be made.</param>
    /// <param name="send">Asks Redis.</param>
    /// <returns>What Redis answered. The lease, if it gave one, is in the reply of whoever began the turn; the others are to wait.</returns>
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

    // The lease is for whoever began the turn. A sharer may come to it when that one's flight has landed already: it must not load once more.
    private static GetReply ForSharer(GetReply reply) =>
        reply.Outcome == GetOutcome.Lease ? reply with { Outcome = GetOutcome.Busy, LeaseToken = "" } : reply;

    private async Task RunAsync(Question question, SharedGet turn, Task? before, Func<Task<GetReply>> send)
    {
        if (before is not null)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            // Behind what waits for a thread already: the busier the process, the more will share this.
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
        // Seen here, in case that all who asked are gone.
        _ = turn.Reply.Task.Exception;
    }

    // The tags held, one to a line: what a client sends in a header can't hold the end of one.
    private readonly record struct Question(string Key, bool MakesTags, string Held);

    private sealed class SharedGet
    {
        public TaskCompletionSource<GetReply> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsSent { get; set; }
    }
}
