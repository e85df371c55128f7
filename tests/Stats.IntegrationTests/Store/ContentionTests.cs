using System.Diagnostics;
using Npgsql;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Events;

namespace Stats.IntegrationTests.Store;

/// <summary>Concurrent writers to the same streams and tags all make progress.</summary>
public sealed class ContentionTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Writers_of_one_match_and_of_matches_that_share_tags_neither_deadlock_nor_starve()
    {
        var deadlocks = await DeadlocksAsync();
        var rounds = Soak.Times(10, 200);
        var began = Stopwatch.GetTimestamp();
        var waits = await Task.WhenAll(
        [
            .. Enumerable.Range(0, 8).Select(n => WriteAsync($"one match, {n}", round => ("one", 1 + n + 8 * round))),
            .. Enumerable.Range(0, 8).Select(n => WriteAsync($"own match, {n}", round => ($"own-{n}", 1 + round))),
        ]).WaitAsync(rounds * Patience);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        output.WriteLine($"{16 * rounds} scorings in {took:0} ms. Each writer's longest wait:");
        foreach (var (writer, longest) in waits)
            output.WriteLine($"{writer}: {longest.TotalMilliseconds:0} ms");

        Assert.Equal(8 * rounds, await postgres.ScalarAsync<int>("select revision from stats.match where id = 'one'"));
        Assert.Equal(
            8 * rounds,
            await postgres.ScalarAsync<long>(
                "select count(*) from events.mt_events where stream_id like 'own-%' and type = 'points_calculated'"));
        Assert.True(await postgres.ScalarAsync<bool>("select count(*) = max(n) and min(n) = 1 from stats.change"));
        Assert.Equal(deadlocks, await DeadlocksAsync());

        async Task<(string, TimeSpan)> WriteAsync(string writer, Func<int, (string Match, int Revision)> next)
        {
            var longest = TimeSpan.Zero;
            for (var round = 0; round < rounds; round++)
            {
                var (match, revision) = next(round);
                var asked = Stopwatch.GetTimestamp();
                await postgres.RecordAsync(match, Facts.Prediction(match, writer, 1, 0), Facts.Result(match, revision % 9, 1, revision));
                if (Stopwatch.GetElapsedTime(asked) is var waited && waited > longest)
                    longest = waited;
            }
            return (writer, longest);
        }
    }

    [Fact]
    public async Task Another_program_that_appends_continuously_does_not_starve_the_service()
    {
        await postgres.RecordAsync("besieged", Facts.Result("besieged", 1, 0));
        await postgres.RecordAsync("naive", Facts.Result("naive", 1, 0));
        using var over = new CancellationTokenSource();
        var strangers = new[] { "besieged", "besieged", "naive", "naive" }
            .Select((match, n) => AppendAsync(match, $"stranger-{n}", over.Token))
            .ToArray();

        var longest = TimeSpan.Zero;
        for (var revision = 2; revision <= 20; revision++)
        {
            var asked = Stopwatch.GetTimestamp();
            await postgres.RecordAsync("besieged", Facts.Result("besieged", revision % 5, 0, revision)).WaitAsync(Patience);
            longest = Stopwatch.GetElapsedTime(asked) is var waited && waited > longest ? waited : longest;
        }
        // Negative control: an append without the service's lock loses to the other program.
        var (lost, tries) = (0, 0);
        for (; tries < 50 || (lost == 0 && tries < 1000); tries++)
            lost += await AppendsUnlockedAsync("naive") ? 0 : 1;
        await over.CancelAsync();
        var strange = (await Task.WhenAll(strangers)).Sum();
        output.WriteLine($"{strange} foreign appends, longest wait of the service {longest.TotalMilliseconds:0} ms.");
        output.WriteLine($"Without the lock, {lost} of {tries} tries were lost.");
        Assert.Equal(20, await postgres.ScalarAsync<int>("select revision from stats.match where id = 'besieged'"));
        Assert.NotEqual(0, lost);
        // The predictions that the other program appended count from the next scoring on: two models, one prediction each.
        var scored = await postgres.RecordAsync("besieged", Facts.Result("besieged", 1, 0, revision: 21));
        Assert.Equal(2, scored.Announcement!.PredictionsScored);
        Assert.Equal(2, await postgres.ScalarAsync<long>(
            """
            select count(*) from stats.standing
            where scope = 'overall' and season = '' and model_id like 'stranger-_' and scored_predictions = 1
            """));
    }

    [Fact]
    public async Task A_stream_that_another_program_starts_between_load_and_append_is_loaded_again()
    {
        var interrupted = new BeforeSave(() => AppendOnceAsync("begun", "stranger", 1), times: 1);
        var recorded = await postgres.Store.MatchesThat(interrupted)
            .RecordAndScoreAsync("begun", [Facts.Result("begun", 1, 0)], ScoringRules.Default, CancellationToken.None);
        Assert.Equal((2, 1), (interrupted.Saves, recorded.Announcement!.PredictionsScored));
    }

    [Fact]
    public async Task A_writer_that_loses_every_time_gives_up_and_retries_as_after_an_outage()
    {
        // The test starts the stream before each append, and removes it before the next try loads it.
        var interrupted = new BeforeSave(() => AppendOnceAsync("always", "stranger", 1), times: int.MaxValue);
        var removing = new Pauses(
            () => postgres.Store.ExecuteAsync("delete from events.mt_streams where id = 'always'").GetAwaiter().GetResult());
        var matches = postgres.Store.MatchesThat(interrupted, removing);
        var conflict = await Assert
            .ThrowsAsync<StreamConflictException>(() => matches.RecordAndScoreAsync(
                "always", [Facts.Result("always", 1, 0)], ScoringRules.Default, CancellationToken.None))
            .WaitAsync(Patience);
        Assert.True(TransientFailure.Is(conflict));
        Assert.Equal(8, interrupted.Saves);
    }

    private async Task<int> AppendAsync(string match, string model, CancellationToken over)
    {
        var appended = 0;
        while (!over.IsCancellationRequested)
        {
            try
            {
                await AppendOnceAsync(match, model, appended);
                appended++;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                // A deadlock with a Marten session without the lock, which writes the event before the stream's row.
            }
        }
        return appended;
    }

    // One statement, so that these appends never conflict with each other: first the stream's row, then the event with the row's version.
    private async Task AppendOnceAsync(string match, string model, int n)
    {
        await using var command = postgres.Database.CreateCommand(
            """
            with raised as (
                insert into events.mt_streams as s (id, version) values ($1, 1)
                on conflict (id) do update set version = s.version + 1
                returning version
            )
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
            select nextval('events.mt_events_sequence'), gen_random_uuid(), $1, version, $2::jsonb, 'prediction_placed' from raised
            """);
        command.Parameters.Add(new() { Value = match });
        command.Parameters.Add(new()
        {
            Value = $$"""{"ModelId":"{{model}}","DisplayName":"X","Provider":"x","HomeGoals":{{n % 9}},"AwayGoals":1,"""
                + "\"SubmittedAt\":\"2020-05-01T00:00:00+00:00\"}",
        });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> AppendsUnlockedAsync(string match)
    {
        await using var session = postgres.Store.Events.LightweightSession();
        var stream = await session.Events.FetchForWriting<MatchHistory>(match);
        stream.AppendOne(new Scoring.MatchVoided(9, "fog", Facts.Kickoff));
        try
        {
            await session.SaveChangesAsync();
            return true;
        }
        catch (Exception e) when (Contention.IsLost(e))
        {
            return false;
        }
    }

    private Task<long> DeadlocksAsync() => postgres.ScalarAsync<long>(
        "select deadlocks from pg_stat_database, pg_stat_force_next_flush() where datname = current_database()");

    /// <summary>The system's time, with an action before each pause.</summary>
    private sealed class Pauses(Action before) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            before();
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
