using Npgsql;
using Stats.Store.Events;

namespace Stats.IntegrationTests.Store;

/// <summary>The real event store, with something between the append and the commit: there a transaction has its positions already.</summary>
internal sealed class GatedEventStore(IEventStore events, Func<Task> beforeCommit) : IEventStore
{
    public Task<EventStream> LoadAsync(NpgsqlTransaction transaction, string streamId, CancellationToken cancellationToken) =>
        events.LoadAsync(transaction, streamId, cancellationToken);

    public IAsyncEnumerable<EventStream> LoadAllAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        events.LoadAllAsync(transaction, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadAfterAsync(NpgsqlTransaction transaction, long position, CancellationToken cancellationToken) =>
        events.ReadAfterAsync(transaction, position, cancellationToken);

    public async Task<long> AppendAsync(
        NpgsqlTransaction transaction, IReadOnlyList<StreamAppend> appends, CancellationToken cancellationToken)
    {
        var position = await events.AppendAsync(transaction, appends, cancellationToken);
        await beforeCommit();
        return position;
    }
}

/// <summary>Stops whoever comes to it until it is opened.</summary>
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
