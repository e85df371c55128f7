using Npgsql;
using ScoringService.Matches;

namespace Stats.Tests.Matches;

/// <summary>Group commit: which messages commit together, and what happens to the others if one fails.</summary>
public sealed class IntakeTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RecordedIntake _intake = new();

    public async ValueTask InitializeAsync() => await _intake.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _intake.StopAsync(CancellationToken.None);
        _intake.Dispose();
    }

    [Fact]
    public async Task A_lone_message_commits_at_once_and_those_that_arrive_meanwhile_commit_together()
    {
        var first = TakeAsync("a");
        await _intake.UntilAsync(groups: 1);
        var others = new[] { TakeAsync("b"), TakeAsync("c") };
        _intake.Commit();
        await Task.WhenAll([first, .. others]).WaitAsync(Patience);
        Assert.Equal(["a", "b c"], _intake.Groups);
    }

    [Fact]
    public async Task A_faulty_message_fails_alone_and_is_alone_when_it_is_retried()
    {
        var first = TakeAsync("a");
        await _intake.UntilAsync(groups: 1);
        var faulty = StubContext.Of("faulty");
        var (b, failed, c) = (TakeAsync("b"), _intake.TakeAsync(faulty), TakeAsync("c"));
        _intake.Commit();
        await Task.WhenAll(first, b, c).WaitAsync(Patience);
        await Assert.ThrowsAsync<InvalidDataException>(() => failed.WaitAsync(Patience));
        var again = new[] { _intake.TakeAsync(faulty), TakeAsync("d"), TakeAsync("e") };
        await Assert.ThrowsAsync<InvalidDataException>(() => Task.WhenAll(again).WaitAsync(Patience));
        Assert.Equal(["a", "b faulty c", "b", "faulty", "c", "faulty"], _intake.Groups.Take(6));
        Assert.True(again[1].IsCompletedSuccessfully && again[2].IsCompletedSuccessfully);
    }

    [Fact]
    public async Task An_outage_fails_the_whole_group()
    {
        var first = TakeAsync("a");
        await _intake.UntilAsync(groups: 1);
        var others = new[] { TakeAsync("outage"), TakeAsync("b") };
        _intake.Commit();
        await first.WaitAsync(Patience);
        foreach (var other in others)
            await Assert.ThrowsAsync<NpgsqlException>(() => other.WaitAsync(Patience));
        Assert.Equal(["a", "outage b"], _intake.Groups);
    }

    private Task<bool> TakeAsync(string match) => _intake.TakeAsync(StubContext.Of(match));

    /// <summary>Records its groups. The first commit waits.</summary>
    private sealed class RecordedIntake() : Intake<FeedMessage, bool>(most: 10)
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Groups { get; } = [];

        public void Commit() => _first.SetResult();

        public async Task UntilAsync(int groups)
        {
            using var patience = new CancellationTokenSource(Patience);
            while (Groups.Count < groups)
                await Task.Delay(1, patience.Token);
        }

        protected override async Task CommitAsync(IReadOnlyList<Delivery> group)
        {
            var matches = string.Join(' ', group.Select(delivery => delivery.Context.Message.MatchId));
            Groups.Add(matches);
            await _first.Task;
            if (matches.Contains("faulty", StringComparison.Ordinal))
                throw new InvalidDataException();
            if (matches.Contains("outage", StringComparison.Ordinal))
                throw new NpgsqlException();
            foreach (var delivery in group)
                delivery.Done.TrySetResult(true);
        }
    }
}
