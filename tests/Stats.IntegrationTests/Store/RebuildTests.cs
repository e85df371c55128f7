using Stats.Contracts;
using Stats.IntegrationTests.WholeSystem;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Rebuilding;

namespace Stats.IntegrationTests.Store;

public sealed class RebuildTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly CancellationToken _ct = CancellationToken.None;

    private StoreDatabase _store = null!;

    public async ValueTask InitializeAsync() => _store = await postgres.AnotherAsync();

    public async ValueTask DisposeAsync() => await _store.DisposeAsync();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Soak.Times(1, 3))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_rebuilt_read_model_is_identical_to_the_scored_one(int seed)
    {
        await _store.TakeAsync(RandomFeed.Of(seed, matches: 25));
        var scored = await _store.ChecksumAsync();
        Assert.True(await _store.ScalarAsync<bool>("select count(*) > 100 from stats.standing"));
        Assert.All((await RebuildAsync()).Corrected.Values, repair => Assert.Equal(new TableRepair(0, 0), repair));
        Assert.Equal(scored, await _store.ChecksumAsync());

        await _store.ExecuteAsync("truncate stats.match, stats.prediction, stats.standing, stats.competition, stats.club, stats.model");
        Assert.NotEqual(scored, await _store.ChecksumAsync());
        await RebuildAsync();
        Assert.Equal(scored, await _store.ChecksumAsync());
    }

    [Fact]
    public async Task A_rebuild_raises_every_tag_by_one_and_logs_one_change()
    {
        await _store.TakeAsync(RandomFeed.Of(4, matches: 10));
        await _store.ExecuteAsync(
            "delete from stats.tag_version where tag = 'match:m0003'; create table before as select * from stats.tag_version");
        var rebuilt = await RebuildAsync();
        Assert.Equal(0, await _store.ScalarAsync<long>(
            """
            select count(*) from before b full join stats.tag_version t using (tag)
            where t.version is distinct from coalesce(b.version, 0) + 1
            """));
        var change = (await ChangeLog.ReadAfterAsync(_store.Database, rebuilt.Tags[Tags.Overall] - 1, 10, _ct)).Single();
        Assert.Equal((ChangeLog.Everything, rebuilt.Generation), (change.MatchId, change.Generation));
        Assert.Equal(await _store.ScalarAsync<long>("select count(*) from stats.tag_version"), change.Tags.Count);
        Assert.True(await _store.ScalarAsync<bool>(
            """
            select count(*) = max(n) and max(n) = (select version from stats.tag_version where tag = 'overall')
            from stats.change
            """));
    }

    [Fact]
    public async Task Reads_and_scoring_continue_during_a_rebuild()
    {
        var feed = RandomFeed.Of(5, matches: Soak.Times(24, 60));
        var (first, rest) = (feed.Take(feed.Count / 2), feed.Skip(feed.Count / 2).Chunk(feed.Count / 8));
        await _store.TakeAsync(first);
        await using var undisturbed = await postgres.AnotherAsync();
        var control = undisturbed.TakeAsync(feed);

        // Makes some rows wrong, so that the swap changes them.
        await _store.ExecuteAsync(
            "delete from stats.prediction where match_id < 'm0010'; update stats.standing set total_points = total_points + 1");
        using var done = new CancellationTokenSource();
        var readers = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => SnapshotsAreNeverHalfSwappedAsync(done.Token)));
        var writers = Task.WhenAll(rest.Select(messages => _store.TakeAsync(messages)));
        var before = await _store.ScalarAsync<long>("select max(n) from stats.change");
        var rebuilt = await RebuildAsync();
        Assert.True(rebuilt.Tags[Tags.Overall] > before + 1, "Nothing was scored during the rebuild.");
        await writers;
        await done.CancelAsync();
        await readers;
        await control;
        Assert.Equal(await undisturbed.ChecksumAsync(), await _store.ChecksumAsync());
    }

    [Fact]
    public async Task A_rebuild_includes_events_that_commit_late_with_a_low_position()
    {
        await _store.TakeAsync([Facts.Prediction("slow", "alice", 1, 0), Facts.Result("other", 1, 0)]);
        var gate = new Gate();
        var slow = _store.MatchesThat(new BeforeCommit(gate.PassAsync))
            .AppendUnplayedAsync([Facts.Prediction("slow", "bob", 0, 0), Facts.Prediction("slow", "carol", 2, 0)], _ct);
        await gate.Reached;
        await _store.TakeAsync([Facts.Prediction("other", "dave", 1, 0), Facts.Result("other", 1, 1, revision: 2)]);

        await using var rebuild = (await Rebuild.BeginAsync(_store.Database, TimeProvider.System, _ct))!;
        await rebuild.ReadAsync(() => { }, _ct);
        var position = await _store.ScalarAsync<long>("select max(seq_id) from events.mt_events");
        gate.Open();
        await slow;
        await _store.TakeAsync(Facts.Result("slow", 2, 0));
        // A reader that continues from the highest position would miss them.
        Assert.Equal(0, await _store.ScalarAsync<long>(
            $"select count(*) from events.mt_events where seq_id > {position} and type = 'prediction_placed'"));
        await _store.ExecuteAsync("truncate stats.prediction");
        await rebuild.SwapAsync(_ct);
        Assert.Equal(3, await _store.ScalarAsync<long>("select count(*) from stats.prediction where match_id = 'slow'"));
    }

    [Fact]
    public async Task An_event_that_another_program_appended_counts_from_the_next_message_on()
    {
        FeedMessage[] facts =
        [
            Facts.Prediction("foreign", "alice", 1, 0),
            Facts.Prediction("foreign", "bob", 1, 1),
            Facts.Result("foreign", 1, 0),
        ];
        await _store.TakeAsync(facts.Except([facts[1]]));
        var scored = await _store.ChecksumAsync();
        var bob = (PredictionSubmitted)facts[1];
        await _store.AppendAsync("foreign", new PredictionPlaced("bob", bob.Model.DisplayName, "test", 1, 1, bob.SubmittedAt));
        await RebuildAsync();
        Assert.Equal(scored, await _store.ChecksumAsync());

        await _store.TakeAsync(facts[2]);
        await using var inOrder = await postgres.AnotherAsync();
        await inOrder.TakeAsync(facts);
        Assert.Equal(await inOrder.ChecksumAsync(), await _store.ChecksumAsync());
    }

    private async Task<Rebuilt> RebuildAsync()
    {
        await using var rebuild = (await Rebuild.BeginAsync(_store.Database, TimeProvider.System, _ct))!;
        await rebuild.ReadAsync(() => { }, _ct);
        return await rebuild.SwapAsync(_ct);
    }

    // In each snapshot, either all sums are still wrong or all are correct. A table is never empty or from another snapshot.
    private async Task SnapshotsAreNeverHalfSwappedAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            Assert.True(await _store.ScalarAsync<bool>(
                """
                select count(*) filter (where points is distinct from total_points) in (0, count(*))
                from stats.standing s
                left join (
                    select m.season, p.model_id, sum(p.total_points) as points
                    from stats.match m join stats.prediction p on p.match_id = m.id and p.represents group by 1, 2
                ) facts using (season, model_id)
                where s.scope = 'overall' and s.season <> ''
                """));
        }
    }
}
