using Stats.Scoring;
using Stats.Store;

namespace Stats.IntegrationTests.Store;

/// <summary>
/// A tail of the change log, to which a writer appends with a slow commit. RebuildTests shows that a tail of positions would miss events.
/// </summary>
public sealed class TailTests(PostgresServerFixture server) : StoreTests(server)
{
    [Fact]
    public async Task A_change_is_not_seen_before_a_lower_one_that_commits_slowly()
    {
        var gate = new Gate();
        var slow = Store.MatchesThat(new BeforeCommit(gate.PassAsync))
            .RecordAndScoreAsync("slow", [Facts.Result("slow", 1, 0)], ScoringRules.Default, Ct);
        await gate.Reached;
        var quick = Store.TakeAsync(Facts.Result("quick", 1, 0));
        await Task.Delay(300);
        Assert.False(quick.IsCompleted);
        Assert.Empty(await ChangeLog.ReadAfterAsync(Store.Database, 0, 10, Ct));
        gate.Open();
        await Task.WhenAll(slow, quick);
        Assert.Equal(["slow", "quick"], (await ChangeLog.ReadAfterAsync(Store.Database, 0, 10, Ct)).Select(change => change.MatchId));
        Assert.Equal(["quick"], (await ChangeLog.ReadAfterAsync(Store.Database, 1, 10, Ct)).Select(change => change.MatchId));
        Assert.Equal(["slow"], (await ChangeLog.ReadAfterAsync(Store.Database, 0, 1, Ct)).Select(change => change.MatchId));
    }
}
