using System.Diagnostics;
using Stats.Contracts;
using Stats.Scoring;

namespace Stats.IntegrationTests.Store;

public sealed class MatchRecorderTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly CancellationToken _ct = CancellationToken.None;

    [Fact]
    public async Task A_scoring_raises_each_tag_by_one_and_logs_one_change()
    {
        var before = await postgres.ScalarAsync<long>("select coalesce(max(n), 0) from stats.change");
        var announced = (await postgres.RecordAsync("tags", Facts.Result("tags", 1, 0, homeClub: "tag-club"))).Announcement!;
        Assert.Equal(before + 1, announced.Change);
        Assert.Equal(announced.Change, announced.Tags[Tags.Overall]);
        Assert.Equal(1, announced.Tags["club:tag-club@2019-20"]);
        Assert.Equal(
            await postgres.ScalarAsync<long>("select max(seq_id) from events.mt_events where stream_id = 'tags'"),
            await postgres.ScalarAsync<long>($"select position from stats.change where n = {announced.Change}"));
        var again = (await postgres.RecordAsync("tags", Facts.Result("tags", 2, 0, revision: 2, homeClub: "tag-club"))).Announcement!;
        Assert.Equal((2, before + 2), (again.Tags["club:tag-club"], again.Change));
    }

    [Fact]
    public async Task A_repeat_changes_nothing_and_is_announced_with_current_versions()
    {
        await postgres.RecordAsync("repeat", Facts.Result("repeat", 1, 0));
        await postgres.RecordAsync("elsewhere", Facts.Result("elsewhere", 1, 0));
        var events = await postgres.ScalarAsync<long>("select count(*) from events.mt_events");
        var repeat = await postgres.RecordAsync("repeat", Facts.Result("repeat", 1, 0));
        Assert.False(repeat.Changed);
        Assert.Equal(
            await postgres.ScalarAsync<long>("select version from stats.tag_version where tag = 'overall'"), repeat.Announcement!.Change);
        Assert.Equal(events, await postgres.ScalarAsync<long>("select count(*) from events.mt_events"));
    }

    [Fact]
    public async Task Predictions_are_not_shown_before_the_result_and_count_once_it_is_known()
    {
        PredictionSubmitted[] predictions =
        [
            Facts.Prediction("later", "alice", 1, 0),
            Facts.Prediction("later", "bob", 1, 1),
            Facts.Prediction("later", "bob", 1, 1),
        ];
        Assert.Empty(await postgres.Matches.AppendUnplayedAsync(predictions, _ct));
        Assert.Empty(await postgres.Matches.AppendUnplayedAsync(predictions, _ct));
        Assert.Equal(0, await postgres.ScalarAsync<long>("select count(*) from stats.prediction where match_id = 'later'"));
        var recorded = await postgres.RecordAsync("later", Facts.Result("later", 1, 0));
        Assert.Equal(2, recorded.Announcement!.PredictionsScored);
        Assert.Equal(["later"], await postgres.Matches.AppendUnplayedAsync(predictions, _ct));
    }

    [Fact]
    public async Task The_tag_of_names_is_raised_only_if_a_shown_name_changes()
    {
        var first = await postgres.RecordAsync("names", Facts.Prediction("names", "zoe", 1, 0), Facts.Result("names", 1, 0));
        Assert.DoesNotContain(Tags.Names, first.Announcement!.Tags.Keys);
        var older = await postgres.RecordAsync("names", Facts.Prediction("names", "zoe", 1, 1, minutesBefore: 90, name: "An older name"));
        Assert.DoesNotContain(Tags.Names, older.Announcement!.Tags.Keys);
        var newer = await postgres.RecordAsync("names", Facts.Prediction("names", "zoe", 1, 1, minutesBefore: 30, name: "Zoe"));
        Assert.Contains(Tags.Names, newer.Announcement!.Tags.Keys);
    }

    [Fact]
    public async Task Events_are_stored_under_stable_names()
    {
        await postgres.RecordAsync("format", Facts.Result("format", 1, 0));
        await using var command = postgres.Database.CreateCommand(
            """
            select type, mt_dotnet_type, data->'Score'->'RegularTime'->>'Home', version, tenant_id, is_archived
            from events.mt_events where stream_id = 'format' order by version
            """);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal(
            ("result_recorded", "Stats.Scoring.ResultRecorded, Stats.Scoring", "1", 1L, "*DEFAULT*", false),
            (reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetString(4), reader.GetBoolean(5)));
        Assert.True(await reader.ReadAsync());
        Assert.Equal("points_calculated", reader.GetString(0));
    }

    [Fact]
    public async Task An_event_stores_the_origin_of_its_message()
    {
        PredictionSubmitted[] predictions = [Facts.Prediction("origin", "alice", 1, 0), Facts.Prediction("origin", "bob", 1, 1)];
        await postgres.Matches.AppendUnplayedAsync(
            predictions, _ct, message => new($"of {((PredictionSubmitted)message).Model.Id}", "batch", "t1"));
        await postgres.Matches.RecordAndScoreAsync(
            "origin",
            [Facts.Result("origin", 1, 0)],
            ScoringRules.Default,
            _ct,
            _ => new("of the result", "match day", "t2"));
        await postgres.RecordAsync("origin", Facts.Void("origin", 2));
        Assert.Equal(
            "of alice batch t1; of bob batch t1; of the result match day t2; of the result match day t2; - - -; - - -",
            await postgres.ScalarAsync<string>(
                """
                select string_agg(
                        concat_ws(' ', coalesce(causation_id, '-'), coalesce(correlation_id, '-'), coalesce(headers->>'trace_id', '-')),
                        '; ' order by version)
                from events.mt_events where stream_id = 'origin'
                """));
    }

    [Fact]
    public async Task Matches_recorded_together_are_changes_of_their_own_in_their_order()
    {
        var before = await postgres.ScalarAsync<long>("select coalesce(max(n), 0) from stats.change");
        var result = Facts.Result("together-0", 1, 0, homeClub: "together-club");
        await postgres.RecordAsync("together-1", result with { MatchId = "together-1" });
        var recorded = await postgres.Store.TogetherAsync(
            result,
            // A correction, a void of an unknown match, a repeat, and another new match.
            Facts.Result("together-1", 2, 0, revision: 2, homeClub: "together-club"),
            Facts.Void("together-2", 1),
            result with { MatchId = "together-3" });
        Assert.Equal(
            [before + 2, before + 3, null, before + 4], recorded.Select(outcome => outcome.Announcement?.Change));
        Assert.Equal(
            [2L, 3L, 4L],
            recorded.Where(outcome => outcome.Announcement is not null).Select(o => o.Announcement!.Tags["club:together-club@2019-20"]));
        Assert.Equal(
            "together-1 together-0 together-1 together-3",
            await postgres.ScalarAsync<string>($"select string_agg(match_id, ' ' order by n) from stats.change where n > {before}"));
        Assert.Equal(
            $"{before + 3}",
            await postgres.ScalarAsync<string>("select string_agg(n::text, ' ') from stats.correction where match_id = 'together-1'"));
        var repeat = await postgres.Store.TogetherAsync(result, Facts.Result("together-4", 1, 0, homeClub: "together-club"));
        Assert.Equal((false, true), (repeat[0].Changed, repeat[1].Changed));
        Assert.Equal(before + 5, repeat[0].Announcement!.Change);
    }

    [Fact]
    public async Task A_correction_records_its_own_rank_changes_whatever_is_scored_with_it()
    {
        const string League = "ranks-together";
        await postgres.Matches.AppendUnplayedAsync(
            [.. Enumerable.Range(0, 3).SelectMany(n => new[]
            {
                Facts.Prediction($"{League}-{n}", "alice", 1, 0), Facts.Prediction($"{League}-{n}", "bob", 0, 0),
            })],
            _ct);
        await postgres.Store.TogetherAsync(Facts.Result($"{League}-0", 1, 0, competition: League));
        // Without the correction both other matches keep alice first, and with all three she is first again.
        await postgres.Store.TogetherAsync(
            Facts.Result($"{League}-0", 0, 0, revision: 2, competition: League),
            Facts.Result($"{League}-1", 1, 0, competition: League),
            Facts.Result($"{League}-2", 1, 0, competition: League));
        Assert.Equal(
            "alice 1 2; bob 2 1",
            await postgres.ScalarAsync<string>(
                $"""
                select string_agg(concat_ws(' ', m->>'modelId', m->>'previousRank', m->>'rank'), '; ' order by m->>'modelId')
                from stats.correction, jsonb_array_elements(rank_changes) m where match_id = '{League}-0'
                """));
        Assert.Equal(
            "alice 3; bob 3",
            await postgres.ScalarAsync<string>(
                $"""
                select string_agg(concat_ws(' ', model_id, total_predictions), '; ' order by model_id)
                from stats.standing where scope = 'competition:{League}' and season = '2019-20'
                """));
    }

    [Fact]
    public async Task A_scoring_takes_three_round_trips_and_its_commit_however_many_matches_it_has()
    {
        await postgres.Matches.AppendUnplayedAsync([Facts.Prediction("trips", "alice", 1, 0), Facts.Prediction("trips", "bob", 1, 1)], _ct);
        Assert.Equal(3, await TripsAsync(Facts.Result("trips", 1, 0)));
        Assert.Equal(3, await TripsAsync(Facts.Result("trips", 2, 0, revision: 2)));
        Assert.Equal(3, await TripsAsync([.. Enumerable.Range(0, 10).Select(n => Facts.Result($"trips-{n}", 1, 0))]));
    }

    // The driver has a span for each round trip, except that of the commit.
    private async Task<int> TripsAsync(params FeedMessage[] messages)
    {
        var trips = 0;
        using var parent = new Activity("trips").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => trips += span.TraceId == parent.TraceId ? 1 : 0,
        };
        ActivitySource.AddActivityListener(listener);
        await postgres.Store.TogetherAsync(messages);
        return trips;
    }
}
