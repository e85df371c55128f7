using Npgsql;

namespace Stats.IntegrationTests.Store;

public sealed class VerifyTests(PostgresServerFixture server) : StoreTests(server)
{
    // The name of a database with some matches, which each test copies.
    private static string? _fed;

    private protected override async Task<StoreDatabase> CreateAsync() => await AnotherAsync(copyOf: _fed ??= await FeedAsync());

    private async Task<string> FeedAsync()
    {
        await using var fed = await AnotherAsync();
        await fed.TakeAsync([.. RandomFeed.Of(7, matches: 12), Facts.Prediction("unplayed", "alice", 1, 0)]);
        return new NpgsqlConnectionStringBuilder(fed.ConnectionString).Database!;
    }

    [Fact]
    public async Task Verify_finds_nothing_in_a_healthy_store_during_scoring()
    {
        using var done = new CancellationTokenSource();
        var scoring = Task.Run(async () =>
        {
            foreach (var message in RandomFeed.Of(8, matches: 400, prefix: "meanwhile-").TakeWhile(_ => !done.IsCancellationRequested))
                await Store.TakeAsync(message);
        });
        await Task.Delay(500);
        for (var n = 0; n < 5; n++)
        {
            foreach (var finding in await Store.VerifyAsync())
                Assert.True(finding.Count == 0, $"{finding.Where}: {string.Join("; ", finding.Examples)}");
        }

        Assert.False(scoring.IsCompleted, "The scoring ended before the verification.");
        await done.CancelAsync();
        await scoring;
    }

    [Theory]
    [InlineData(
        "standing", 1, "update stats.standing set total_points = total_points + 1 where ctid = (select min(ctid) from stats.standing)")]
    [InlineData("standing", 1, "delete from stats.standing where ctid = (select max(ctid) from stats.standing)")]
    [InlineData(
        "standing",
        1,
        "insert into stats.standing select scope || 'x', season, venue, model_id, 1, 0, 0, 0, 0, 0 from stats.standing limit 1")]
    [InlineData(
        "prediction",
        1,
        "update stats.prediction set total_points = 9 where ctid = (select min(ctid) from stats.prediction where total_points <> 9)")]
    [InlineData("prediction", 1, "delete from stats.prediction where ctid = (select min(ctid) from stats.prediction)")]
    [InlineData(
        "prediction",
        2,
        "update stats.prediction set submitted_at = submitted_at - interval '1 second' " +
        "where ctid = (select min(ctid) from stats.prediction)")]
    [InlineData("match", 1, "update stats.match set extra_time_home = 9 where ctid = (select min(ctid) from stats.match)")]
    [InlineData("match", 12, "truncate stats.match")]
    [InlineData("model", 1, "update stats.model set name = 'Nobody' where id = 'model-0'")]
    [InlineData("club", 1, "update stats.club set named_at = named_at + interval '1 microsecond' where id = 'club-1'")]
    [InlineData("competition", 1, "delete from stats.competition where id = 'league.1'")]
    [InlineData(
        "log: scorings",
        1,
        "update events.mt_events set data = jsonb_set(data, '{Quotas,Home}', '5') where seq_id = (" +
        "select min(seq_id) from events.mt_events where type = 'points_calculated' and data->'Quotas'->>'Home' <> '5')")]
    [InlineData(
        "log: scorings",
        1,
        "update events.mt_events set data = jsonb_set(data, '{PointsAwarded}', '999') where seq_id = (" +
        "select max(seq_id) from events.mt_events where type = 'points_calculated')")]
    [InlineData("log: streams", 1, "update events.mt_streams set version = version + 1 where id = 'm0001'")]
    [InlineData("log: streams", 1, "delete from events.mt_events where stream_id = 'm0002' and version = 2")]
    [InlineData(
        "log: not scored",
        1,
        "delete from events.mt_events where seq_id = (select max(seq_id) from events.mt_events where type = 'points_calculated')")]
    public async Task Verify_finds_manipulated_data(string where, int count, string tampering)
    {
        Assert.NotEqual(0, await Store.ExecuteAsync(tampering));
        var finding = Assert.Single(await Store.VerifyAsync(), finding => finding.Where == where);
        Assert.Equal(count, finding.Count);
        Assert.All(finding.Examples, example => Assert.NotEqual(example.Expected, example.Found));
    }

    [Fact]
    public async Task A_prediction_edited_in_the_log_is_found_in_the_read_model()
    {
        Assert.Equal(1, await Store.ExecuteAsync(
            """
            update events.mt_events e set data = jsonb_set(data, '{HomeGoals}', '77')
            where seq_id = (
                select min(e.seq_id) from events.mt_events e join stats.prediction p
                on p.match_id = e.stream_id and p.model_id = e.data->>'ModelId' and p.submitted_at = (e.data->>'SubmittedAt')::timestamptz
                where e.type = 'prediction_placed' and not p.late)
            """));
        var findings = await Store.VerifyAsync();
        Assert.NotEqual(0, findings.Single(finding => finding.Where == "prediction").Count);
    }

    [Fact]
    public async Task The_exit_code_distinguishes_no_differences_differences_and_not_verified()
    {
        Assert.Equal((0, true), await VerifyAsync("No differences."));
        await Store.ExecuteAsync(
            """
            update stats.standing set total_points = total_points + 1000
            where scope = 'overall' and season = '' and model_id < 'model-4'
            """);
        Assert.Equal((1, true), await VerifyAsync("expected total_points", "--examples", "2"));
        Assert.Equal((1, true), await VerifyAsync("… and 2 more", "--examples", "2"));
        await Store.ExecuteAsync("update events.mt_events set data = '{}' where stream_id = 'm0003' and version = 1");
        Assert.Equal((1, true), await VerifyAsync("stream m0003, version 1"));
        Assert.Equal((2, true), await VerifyAsync("could not verify", "--postgres", "Host=127.0.0.1;Port=1;Timeout=2"));
        Assert.Equal((2, true), await VerifyAsync("could not verify", "--api", "ftp://nowhere"));
        await Store.ExecuteAsync("insert into stats.schema_version (scriptname, applied) values ('9999_from_the_future.sql', now())");
        Assert.Equal((2, true), await VerifyAsync("use a newer statsctl"));
    }

    private async Task<(int ExitCode, bool Said)> VerifyAsync(string sentence, params string[] options)
    {
        var (code, said) = await Statsctl(["verify", .. options]).EndAsync();
        return (code, said.Contains(sentence, StringComparison.Ordinal));
    }
}
