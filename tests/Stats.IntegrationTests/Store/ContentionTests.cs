using System.Diagnostics;
using Npgsql;
using Stats.IntegrationTests.WholeSystem;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Events;
using Xunit.Abstractions;

namespace Stats.IntegrationTests.Store;

/// <summary>Whoever else writes, everybody gets on.</summary>
public sealed class ContentionTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IEventStore _events = EventStores.Create(postgres.Database, TimeProvider.System);

    [Fact]
    public async Task Eight_writers_on_one_match_and_eight_on_matches_that_share_all_tags_neither_deadlock_nor_starve()
    {
        var deadlocks = await DeadlocksAsync();
        var rounds = Soak.Times(10, 200);
        var began = Stopwatch.GetTimestamp();
        var waits = await Task.WhenAll(
        [
            .. Enumerable.Range(0, 8).Select(n => WriteAsync($"one match, {n}", round => ("one", 1 + n + 8 * round))),
            .. Enumerable.Range(0, 8).Select(n => WriteAsync($"own match, {n}", round => ($"own-{n}", 1 + round))),
        ]).WaitAsync(rounds * Patience);
        output.WriteLine($"{16 * rounds} scorings in {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms. Each writer's longest wait:");
        foreach (var (writer, longest) in waits)
            output.WriteLine($"{writer}: {longest.TotalMilliseconds:0} ms");

        Assert.Equal(8 * rounds, await postgres.ScalarAsync<int>("select revision from stats.match where id = 'one'"));
        Assert.Equal(8 * rounds, await postgres.ScalarAsync<long>("select count(*) from events.mt_events where stream_id like 'own-%' and type = 'points_calculated'"));
        Assert.True(await postgres.ScalarAsync<bool>("select count(*) = max(n) and min(n) = 1 from stats.change"));
        Assert.Equal(deadlocks, await DeadlocksAsync());

        async Task<(string, TimeSpan)> WriteAsync(string writer, Func<int, (string Match, int Revision)> next)
        {
            var longest = TimeSpan.Zero;
            for (var round = 0; round < rounds; round++)
            {
                var (match, revision) = next(round);
                var asked = Stopwatch.GetTimestamp();
                await RecordAsync(match, Facts.Prediction(match, writer, 1, 0), Facts.Result(match, revision % 9, 1, revision));
                if (Stopwatch.GetElapsedTime(asked) is var waited && waited > longest)
                    longest = waited;
            }
            return (writer, longest);
        }
    }

    [Fact]
    public async Task A_stranger_who_appends_to_the_same_stream_without_a_pause_starves_nobody()
    {
        await RecordAsync("besieged", Facts.Result("besieged", 1, 0));
        await RecordAsync("naive", Facts.Result("naive", 1, 0));
        using var over = new CancellationTokenSource();
        var strangers = new[] { "besieged", "besieged", "naive", "naive" }.Select((match, n) => AppendAsync(match, $"stranger-{n}", over.Token)).ToArray();

        var longest = TimeSpan.Zero;
        for (var revision = 2; revision <= 20; revision++)
        {
            var asked = Stopwatch.GetTimestamp();
            await RecordAsync("besieged", Facts.Result("besieged", revision % 5, 0, revision)).WaitAsync(Patience);
            longest = Stopwatch.GetElapsedTime(asked) is var waited && waited > longest ? waited : longest;
        }
        // The strangers are a nuisance: who loads without the lock loses to them.
        var (lost, tries) = (0, 0);
        for (; tries < 50 || (lost == 0 && tries < 1000); tries++)
            lost += await AppendsUnlockedAsync("naive") ? 0 : 1;
        await over.CancelAsync();
        var strange = (await Task.WhenAll(strangers)).Sum();
        output.WriteLine($"{strange} foreign appends, our longest wait {longest.TotalMilliseconds:0} ms; without the lock {lost} of {tries} tries were lost.");
        Assert.Equal(20, await postgres.ScalarAsync<int>("select revision from stats.match where id = 'besieged'"));
        Assert.NotEqual(0, lost);
        // What they appended counts from the next scoring on: two strangers, one prediction each.
        var scored = await RecordAsync("besieged", Facts.Result("besieged", 1, 0, revision: 21));
        Assert.Equal(2, scored.Announcement!.PredictionsScored);
        Assert.Equal(2, await postgres.ScalarAsync<long>("select count(*) from stats.standing where scope = 'overall' and season = '' and model_id like 'stranger-_' and scored_predictions = 1"));
    }

    [Fact]
    public async Task A_stream_that_somebody_else_begins_in_between_is_loaded_again()
    {
        var interrupted = new InterruptedStore(_events, () => AppendOnceAsync("begun", "stranger", 1));
        var recorded = await new MatchStore(postgres.Database, interrupted, TimeProvider.System)
            .RecordAsync("begun", [Facts.Result("begun", 1, 0)], ScoringRules.Default, CancellationToken.None);
        Assert.Equal((2, 1), (interrupted.Loads, recorded.Announcement!.PredictionsScored));
    }

    [Fact]
    public async Task Who_loses_every_time_gives_up_and_waits_as_for_an_outage()
    {
        var interrupted = new InterruptedStore(_events, () => Task.CompletedTask, always: true);
        var conflict = await Assert.ThrowsAsync<StreamConflictException>(() => new MatchStore(postgres.Database, interrupted, TimeProvider.System)
            .RecordAsync("always", [Facts.Result("always", 1, 0)], ScoringRules.Default, CancellationToken.None)).WaitAsync(Patience);
        Assert.True(Outage.Is(conflict));
        Assert.Equal(8, interrupted.Loads);
    }

    // As Marten appends: the stream's row first, then the event at the version that it gives.
    private async Task<int> AppendAsync(string match, string model, CancellationToken over)
    {
        var appended = 0;
        for (; !over.IsCancellationRequested; appended++)
            await AppendOnceAsync(match, model, appended);
        return appended;
    }

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
            Value = $$"""{"ModelId":"{{model}}","DisplayName":"X","Provider":"x","HomeGoals":{{n % 9}},"AwayGoals":1,"SubmittedAt":"2020-05-01T00:00:00+00:00"}""",
        });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> AppendsUnlockedAsync(string match)
    {
        await using var connection = await postgres.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var stream = await _events.LoadAsync(transaction, match, CancellationToken.None);
        try
        {
            await _events.AppendAsync(transaction, [new(match, stream.Version, [new Scoring.MatchVoided(9, "fog", Facts.Kickoff)])], CancellationToken.None);
            return true;
        }
        catch (StreamConflictException)
        {
            return false;
        }
    }

    private Task<long> DeadlocksAsync() => postgres.ScalarAsync<long>(
        "select deadlocks from pg_stat_database, pg_stat_force_next_flush() where datname = current_database()");

    private Task<Recorded> RecordAsync(string matchId, params object[] messages) =>
        postgres.Matches.RecordAsync(matchId, messages, ScoringRules.Default, CancellationToken.None);

    /// <summary>The real store, but something happens between load and append: once, or always (and then each append comes too late).</summary>
    private sealed class InterruptedStore(IEventStore store, Func<Task> interrupt, bool always = false) : IEventStore
    {
        public int Loads { get; private set; }

        public async Task<EventStream> LoadAsync(NpgsqlTransaction transaction, string streamId, CancellationToken cancellationToken)
        {
            var stream = await store.LoadAsync(transaction, streamId, cancellationToken);
            if (Loads++ == 0 || always)
                await interrupt();
            return always ? stream with { Version = stream.Version + 1 } : stream;
        }

        public IAsyncEnumerable<EventStream> LoadAllAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
            store.LoadAllAsync(transaction, cancellationToken);

        public IAsyncEnumerable<RecordedEvent> ReadAfterAsync(NpgsqlTransaction transaction, long position, CancellationToken cancellationToken) =>
            store.ReadAfterAsync(transaction, position, cancellationToken);

        public Task<long> AppendAsync(NpgsqlTransaction transaction, IReadOnlyList<StreamAppend> appends, CancellationToken cancellationToken) =>
            store.AppendAsync(transaction, appends, cancellationToken);
    }
}
