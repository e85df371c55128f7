using Marten;
using Marten.Services;

namespace Stats.IntegrationTests.Store;

/// <summary>Something that happens between an append and its commit: there a transaction has its positions already.</summary>
internal sealed class BeforeCommit(Func<Task> happens) : DocumentSessionListenerBase
{
    // Marten has sent its statements; the commit is the caller's, whose transaction it is.
    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) => happens();
}

/// <summary>Holds up its callers until it is opened.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Open() => _opened.TrySetResult();

    public Task PassAsync()
    {
        _reached.TrySetResult();
        return _opened.Task;
    }
}
