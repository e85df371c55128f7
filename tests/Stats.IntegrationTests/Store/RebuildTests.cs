using Stats.Contracts;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Rebuilding;

namespace Stats.IntegrationTests.Store;

public sealed class RebuildTests(PostgresServerFixture server) : StoreTests(server)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Soak.Times(1, 3))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_rebuilt_read_model_is_identical_to_the_scored_one(int seed)
    {
        await Store.TakeAsync(RandomFeed.Of(seed, matches: 25));
        var scored = await Store.ChecksumAsync();
        Assert.True(await Store.ScalarAsync<bool>("select count(*) > 100 from stats.standing"));
        Assert.All((await Store.RebuildAsync()).Corrected.Values, repair => Assert.Equal(new TableRepair(0, 0), repair));
        Assert.Equal(scored, await Store.ChecksumAsync());

        await Store.ExecuteAsync("truncate stats.match, stats.prediction, stats.standing, stats.competition, stats.club, stats.model");
        Assert.NotEqual(scored, await Store.ChecksumAsync());
        await Store.RebuildAsync();
        Assert.Equal(scored, await Store.ChecksumAsync());
    }

    [Fact]
    public async Task A_rebuild_raises_every_tag_by_one_and_logs_one_change()
    {
        await Store.TakeAsync(RandomFeed.Of(4, matches: 10));
        await Store.ExecuteAsync(
            "delete from stats.tag_version where tag = 'match:m0003'; create table before as select * from stats.tag_version");
        var rebuilt = await Store.RebuildAsync();
        Assert.Equal(0, await Store.ScalarAsync<long>(
            """
            select count(*) from before b full join stats.tag_version t using (tag)
            where t.version is distinct from coalesce(b.version, 0) + 1
            """));
        var change = (await ChangeLog.ReadAfterAsync(Store.Database, rebuilt.Tags[Tags.Overall] - 1, 10, Ct)).Single();
        Assert.Equal((ChangeLog.Everything, rebuilt.Generation), (change.MatchId, change.Generation));
        Assert.Equal(await Store.ScalarAsync<long>("select count(*) from stats.tag_version"), change.Tags.Count);
        Assert.True(await Store.ScalarAsync<bool>(
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
        await Store.TakeAsync(first);
        await using var undisturbed = await AnotherAsync();
        var control = undisturbed.TakeAsync(feed);

        // Makes some rows wrong, so that the swap changes them.
        await Store.ExecuteAsync(
            "delete from stats.prediction where match_id < 'm0010'; update stats.standing set total_points = total_points + 1");
        using var done = new CancellationTokenSource();
        var readers = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => SnapshotsAreNeverHalfSwappedAsync(done.Token)));
        var writers = Task.WhenAll(rest.Select(messages => Store.TakeAsync(messages)));
        var before = await Store.ScalarAsync<long>("select max(n) from stats.change");
        var rebuilt = await Store.RebuildAsync();
        Assert.True(rebuilt.Tags[Tags.Overall] > before + 1, "Nothing was scored during the rebuild.");
        await writers;
        await done.CancelAsync();
        await readers;
        await control;
        Assert.Equal(await undisturbed.ChecksumAsync(), await Store.ChecksumAsync());
    }

    [Fact]
    public async Task A_rebuild_includes_events_that_commit_late_with_a_low_position()
    {
        await Store.TakeAsync([Facts.Prediction("slow", "alice", 1, 0), Facts.Result("other", 1, 0)]);
        var gate = new Gate();
        var slow = Store.MatchesThat(new BeforeCommit(gate.PassAsync))
            .AppendUnplayedAsync([Facts.Prediction("slow", "bob", 0, 0), Facts.Prediction("slow", "carol", 2, 0)], Ct);
        await gate.Reached;
        await Store.TakeAsync([Facts.Prediction("other", "dave", 1, 0), Facts.Result("other", 1, 1, revision: 2)]);

        await using var rebuild = (await Rebuild.BeginAsync(Store.Database, TimeProvider.System, Ct))!;
        await rebuild.ReadAsync(() => { }, Ct);
        var position = await Store.ScalarAsync<long>("select max(seq_id) from events.mt_events");
        gate.Open();
        await slow;
        await Store.TakeAsync(Facts.Result("slow", 2, 0));
        // A reader that continues from the highest position would miss them.
        Assert.Equal(0, await Store.ScalarAsync<long>(
            $"select count(*) from events.mt_events where seq_id > {position} and type = 'prediction_placed'"));
        await Store.ExecuteAsync("truncate stats.prediction");
        await rebuild.SwapAsync(Ct);
        Assert.Equal(3, await Store.ScalarAsync<long>("select count(*) from stats.prediction where match_id = 'slow'"));
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
        await Store.TakeAsync(facts.Except([facts[1]]));
        var scored = await Store.ChecksumAsync();
        var bob = (PredictionSubmitted)facts[1];
        await Store.AppendAsync("foreign", new PredictionPlaced("bob", bob.Model.DisplayName, "test", 1, 1, bob.SubmittedAt));
        await Store.RebuildAsync();
        Assert.Equal(scored, await Store.ChecksumAsync());

        await Store.TakeAsync(facts[2]);
        await using var inOrder = await AnotherAsync();
        await inOrder.TakeAsync(facts);
        Assert.Equal(await inOrder.ChecksumAsync(), await Store.ChecksumAsync());
    }

    // In each snapshot, either all sums are still wrong or all are correct. A table is never empty or from another snapshot.
    private async Task SnapshotsAreNeverHalfSwappedAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            Assert.True(await Store.ScalarAsync<bool>(
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
