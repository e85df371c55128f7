using Stats.Contracts;
using Stats.IntegrationTests.WholeSystem;
using Stats.Scoring;
using Stats.Store;

namespace Stats.IntegrationTests.Store;

/// <summary>
/// A tail of a log to which other writers append with slow commits. As a negative control, a naive tail, which continues from the highest
/// position, must miss events in the same run.
/// </summary>
public sealed class TailTests(PostgresServerFixture server) : StoreTests(server)
{
    [Fact]
    public async Task A_tail_of_changes_misses_nothing_while_a_tail_of_positions_does()
    {
        const int Writers = 6, Matches = 8;
        var writers = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer, Matches))));
        var (changes, positions) = (new List<PublicChange>(), new List<long>());
        while (true)
        {
            var last = writers.IsCompleted;
            changes.AddRange(await ChangeLog.ReadAfterAsync(Store.Database, changes.Count == 0 ? 0 : changes[^1].N, 3, Ct));
            positions.AddRange(await NaiveTailAsync(positions.Count == 0 ? 0 : positions[^1]));
            if (last && changes.Count == Writers * Matches)
                break;
            Assert.True(!last || changes.Count < Writers * Matches, "The tail of changes returned more changes than there are.");
        }
        await writers;

        Assert.Equal(Enumerable.Range(1, Writers * Matches).Select(n => (long)n), changes.Select(change => change.N));
        Assert.Equal(
            Enumerable.Range(0, Writers).SelectMany(writer => Enumerable.Range(0, Matches).Select(n => $"tail-{writer}-{n}")).Order(),
            changes.Select(change => change.MatchId).Order());
        Assert.All(changes, change => Assert.Equal(change.N, change.Tags[Tags.Overall]));
        Assert.True(
            positions.Count < await Store.ScalarAsync<long>("select count(*) from events.mt_events"),
            "The naive tail missed nothing, so this run proves nothing.");
    }

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

    // Predictions commit late with low positions, and scorings with their change number, while other writers continue.
    private async Task WriteAsync(int writer, int matches)
    {
        var random = new Random(writer);
        var store = Store.MatchesThat(new BeforeCommit(() => Task.Delay(random.Next(30))));
        for (var n = 0; n < matches; n++)
        {
            var match = $"tail-{writer}-{n}";
            await store.AppendUnplayedAsync([Facts.Prediction(match, "alice", 1, 0)], Ct);
            await store.RecordAndScoreAsync(match, [Facts.Result(match, 1, 0)], ScoringRules.Default, Ct);
        }
    }

    private async Task<List<long>> NaiveTailAsync(long position)
    {
        await using var command = Store.Database.CreateCommand(
            $"select seq_id from events.mt_events where seq_id > {position} order by seq_id");
        await using var reader = await command.ExecuteReaderAsync();
        var positions = new List<long>();
        while (await reader.ReadAsync())
            positions.Add(reader.GetInt64(0));
        return positions;
    }
}
