using Marten;
using Marten.Services;

namespace Stats.IntegrationTests.Store;

/// <summary>Runs an action between an append and its commit, when the transaction already has its positions.</summary>
internal sealed class BeforeCommit(Func<Task> happens) : DocumentSessionListenerBase
{
    // Marten has sent its statements. The caller owns the transaction and commits it later.
    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) => happens();
}

/// <summary>Runs an action before each of the first saves, between load and append, and counts all saves.</summary>
internal sealed class BeforeSave(Func<Task> happens, int times) : DocumentSessionListenerBase
{
    private int _saves;

    public int Saves => _saves;

    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token) =>
        Interlocked.Increment(ref _saves) <= times ? happens() : Task.CompletedTask;
}

/// <summary>Blocks its callers until it is opened.</summary>
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
