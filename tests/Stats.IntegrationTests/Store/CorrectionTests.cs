using System.Text.Json;
using System.Text.Json.Nodes;
using ScoringService.Matches;
using Stats.Contracts;
using Stats.IntegrationTests.WholeSystem;
using Stats.Scoring;
using Stats.Store.Corrections;

namespace Stats.IntegrationTests.Store;

public sealed class CorrectionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string[] Models = ["ann", "bob", "cyd", "dan"];

    [Fact]
    public async Task A_correction_writes_only_the_rows_that_it_changes()
    {
        foreach (var n in Enumerable.Range(0, 6))
            await PlayAsync($"rows-{n}", RowsResult(n, n % 3, 1));
        var before = await RowsAsync();
        await RecordAsync("rows-0", RowsResult(0, 3, revision: 2));
        var written = (await RowsAsync()).Except(before).Select(row => row.Split('|')[1]).ToArray();

        Assert.NotEmpty(written);
        string[] affected =
        [
            "overall", $"day:{Facts.Kickoff:yyyy-MM-dd}", $"competition:rows.0@day:{Facts.Kickoff:yyyy-MM-dd}", "competition:rows.0", "club:home-0", "club:away-0",
            "club:home-0@competition:rows.0", "club:away-0@competition:rows.0", "rows-0",
        ];
        Assert.All(written, key => Assert.Contains(key.Split(' ')[0], affected));
        // At most twelve rows for each changed model: overall, competition and both clubs, in the season and in all seasons, the day and the
        // competition's day, and both clubs in the competition.
        Assert.InRange(written.Count(key => !key.StartsWith("rows-0", StringComparison.Ordinal)), 12, 12 * Models.Length);
        Assert.Equal(0, await WrongSumsAsync());

        static MatchCompleted RowsResult(int n, int homeGoals, int revision) => Facts.Result(
            $"rows-{n}", homeGoals, 1, revision, homeClub: $"home-{n}", awayClub: $"away-{n}", competition: $"rows.{n % 2}");
    }

    [Fact]
    public async Task A_correction_is_logged_with_both_results_and_the_ranks_before_and_after()
    {
        await PlayAsync("log-1", Facts.Result("log-1", 1, 0, competition: "log"));
        await PlayAsync("log-2", Facts.Result("log-2", 0, 0, competition: "log"));
        var before = await RanksAsync("log", "2019-20");
        var recorded = await RecordAsync(
            "log-2",
            Facts.Result("log-2", 2, 0, revision: 3, competition: "log", extraTime: new Goals(2, 1), penalties: new Goals(4, 3)));
        var after = await RanksAsync("log", "2019-20");

        var (was, @is, ranks, ids) = await CorrectionAsync(recorded.Announcement!.Change);
        Assert.Equal((1, false, new Score(new Goals(0, 0))), (was.Revision, was.Voided, was.Score));
        Assert.Equal((3, false, new Score(new Goals(2, 0), new Goals(2, 1), new Goals(4, 3))), (@is.Revision, @is.Voided, @is.Score));
        var expected = Changes("competition:log@2019-20", before, after);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, ranks);
        Assert.Equal(["result_recorded", "points_calculated"], await TypesAsync(ids));
    }

    [Fact]
    public async Task A_void_removes_the_models_from_the_table_and_a_new_result_restores_them()
    {
        await PlayAsync("void", Facts.Result("void", 1, 0, competition: "void"));
        var full = await RanksAsync("void", "2019-20");
        var (was, @is, ranks, ids) = await CorrectionAsync((await RecordAsync("void", Facts.Void("void", 2))).Announcement!.Change);
        Assert.Equal((false, true), (was.Voided, @is.Voided));
        Assert.Equal(Changes("competition:void@2019-20", full, []), ranks);
        Assert.Equal(["match_voided", "points_calculated"], await TypesAsync(ids));
        Assert.Equal(0, await WrongSumsAsync());
        var revived = await RecordAsync("void", Facts.Result("void", 1, 0, revision: 3, competition: "void"));
        Assert.Equal(Changes("competition:void@2019-20", [], full), (await CorrectionAsync(revived.Announcement!.Change)).Ranks);
    }

    [Fact]
    public async Task All_changed_ranks_are_counted_and_the_first_hundred_are_listed()
    {
        var predictions = Enumerable.Range(0, 120).Select(n => Facts.Prediction("many", $"model-{n:000}", 1, 0));
        await RecordAsync("many", [.. predictions, Facts.Result("many", 1, 0, competition: "many")]);
        await RecordAsync("many", Facts.Void("many", 2));
        Assert.True(await postgres.ScalarAsync<bool>(
            """
            select ranks_changed = 120 and jsonb_array_length(rank_changes) = 100
                and rank_changes->0->>'modelId' = 'model-000' and rank_changes->99->>'modelId' = 'model-099'
            from stats.correction where match_id = 'many'
            """));
    }

    [Theory]
    [InlineData("club")]
    [InlineData("competition")]
    [InlineData("season")]
    public async Task A_moved_match_leaves_no_rows_behind_and_raises_the_tags_of_both_places(string what)
    {
        var match = $"moved-{what}";
        MatchCompleted At(string place, int revision) => Facts.Result(
            match,
            1,
            0,
            revision,
            homeClub: what == "club" ? $"{match}-{place}" : $"{match}-club",
            awayClub: $"{match}-away",
            competition: what == "competition" ? $"{match}-{place}" : $"{match}-competition",
            season: what == "season" ? $"{match}-{place}" : "2019-20");
        await PlayAsync(match, At("old", 1));
        var moved = await RecordAsync(match, At("new", 2));

        var rows = "select count(*) from stats.standing where scope || '@' || season like '%moved-" + what;
        Assert.Equal(0, await postgres.ScalarAsync<long>($"{rows}-old%'"));
        Assert.InRange(await postgres.ScalarAsync<long>($"{rows}-new%'"), Models.Length, 6 * Models.Length);
        foreach (var place in new[] { "old", "new" })
            Assert.Contains(moved.Announcement!.Tags.Keys, tag => tag.Contains($"{match}-{place}", StringComparison.Ordinal));
        var (was, @is, ranks, _) = await CorrectionAsync(moved.Announcement!.Change);
        Assert.NotEqual((was.HomeClubId, was.CompetitionId, was.Season), (@is.HomeClubId, @is.CompetitionId, @is.Season));
        // Each model leaves one table and enters the other, unless the table is the same.
        Assert.Equal(what == "club" ? 0 : 2 * Models.Length, ranks.Count);
        Assert.Equal(0, await WrongSumsAsync());
    }

    [Fact]
    public async Task Extra_time_and_penalties_do_not_count()
    {
        await PlayAsync("ninety", Facts.Result("ninety", 1, 1, competition: "ninety"));
        var points = await RanksAsync("ninety", "2019-20");
        var longer = await RecordAsync(
            "ninety",
            Facts.Result("ninety", 1, 1, revision: 2, competition: "ninety", extraTime: new Goals(3, 2), penalties: new Goals(5, 4)));
        Assert.Equal(points, await RanksAsync("ninety", "2019-20"));
        Assert.Empty((await CorrectionAsync(longer.Announcement!.Change)).Ranks);
    }

    [Fact]
    public async Task A_message_that_does_not_change_the_current_result_is_no_correction()
    {
        await PlayAsync("same", Facts.Result("same", 1, 0, revision: 2));
        await RecordAsync("same", Facts.Prediction("same", "eve", 1, 0));
        await RecordAsync("same", Facts.Result("same", 4, 4));
        await RecordAsync("same", Facts.Result("same", 1, 0, revision: 2));
        Assert.Equal(0, await postgres.ScalarAsync<long>("select count(*) from stats.correction where match_id = 'same'"));
    }

    private async Task PlayAsync(string match, MatchCompleted result) => await RecordAsync(
        match, [.. Models.Select((model, n) => Facts.Prediction(match, model, n % 2, n / 2)), result]);

    private Task<Recorded> RecordAsync(string matchId, params FeedMessage[] messages) =>
        postgres.Matches.RecordAndScoreAsync(matchId, messages, ScoringRules.Default, CancellationToken.None);

    private async Task<(CorrectedResult Before, CorrectedResult After, IReadOnlyList<string> Ranks, string Ids)> CorrectionAsync(
        long change)
    {
        var json = await postgres.ScalarAsync<string>($"select to_jsonb(c)::text from stats.correction c where n = {change}");
        var row = JsonNode.Parse(json)!;
        var ranks = row["rank_changes"]!.AsArray()
            .Select(r => $"{r!["scope"]} {r["modelId"]} {r["previousRank"]?.ToString() ?? "-"} {r["rank"]?.ToString() ?? "-"}")
            .ToArray();
        Assert.Equal(ranks.Length, row["ranks_changed"]!.GetValue<int>());
        return (
            CorrectedResult.Read(row["before"]!.ToJsonString()),
            CorrectedResult.Read(row["after"]!.ToJsonString()),
            ranks,
            string.Join(',', row["event_ids"]!.AsArray().Select(id => $"'{id}'")));
    }

    private async Task<string[]> TypesAsync(string ids) => JsonSerializer.Deserialize<string[]>(
        await postgres.ScalarAsync<string>($"select jsonb_agg(type order by version)::text from events.mt_events where id in ({ids})"))!;

    // Ranks as in the API: standard competition ranking by the exact average.
    private async Task<Dictionary<string, int>> RanksAsync(string competition, string season)
    {
        var json = await postgres.ScalarAsync<string>(
            $"""
            select coalesce(jsonb_agg(jsonb_build_array(model_id, total_points, scored_predictions)), '[]')::text
            from stats.standing where scope = 'competition:{competition}' and season = '{season}' and scored_predictions > 0
            """);
        var rows = JsonNode.Parse(json)!.AsArray()
            .Select(row => (Model: $"{row![0]}", Average: (decimal)row[1]!.GetValue<int>() / row[2]!.GetValue<int>()))
            .ToArray();
        return rows.ToDictionary(row => row.Model, row => 1 + rows.Count(other => other.Average > row.Average));
    }

    private static string[] Changes(string scope, Dictionary<string, int> before, Dictionary<string, int> after) =>
    [
        .. before.Keys.Union(after.Keys)
            .Select(model => (
                Model: model,
                Was: before.TryGetValue(model, out var was) ? was : (int?)null,
                Is: after.TryGetValue(model, out var rank) ? rank : (int?)null))
            .Where(change => change.Was != change.Is)
            .OrderBy(change => Math.Min(change.Was ?? int.MaxValue, change.Is ?? int.MaxValue))
            .ThenBy(change => change.Model, StringComparer.Ordinal)
            .Select(change => $"{scope} {change.Model} {change.Was?.ToString() ?? "-"} {change.Is?.ToString() ?? "-"}"),
    ];

    // Each row of the standings and the predictions, with the transaction that wrote it.
    private async Task<HashSet<string>> RowsAsync() => [.. JsonSerializer.Deserialize<string[]>(await postgres.ScalarAsync<string>(
        """
        select jsonb_agg(row)::text from (
            select xmin || '|' || concat_ws(' ', scope, season, venue, model_id) as row from stats.standing
            union all select xmin || '|' || concat_ws(' ', match_id, model_id) from stats.prediction
        ) rows
        """))!];

    // The number of rows that differ from a second, independent definition of the sums.
    private Task<long> WrongSumsAsync() => postgres.ScalarAsync<long>(
        """
        with facts as (
            select s.scope, s.season, s.venue, p.model_id,
                count(*) as predictions, count(*) filter (where p.scored) as scored, sum(p.total_points) as points
            from stats.prediction p join stats.match m on m.id = p.match_id
            cross join lateral (
                select scope, season, venue
                from (values
                    ('overall', 'any'),
                    ('competition:' || m.competition_id, 'any'),
                    ('club:' || m.home_club_id, 'home'),
                    ('club:' || m.away_club_id, 'away')
                ) t (scope, venue)
                cross join (values (m.season), ('')) each (season)
                union all
                select 'club:' || id || '@competition:' || m.competition_id, '', venue
                from (values (m.home_club_id, 'home'), (m.away_club_id, 'away')) c (id, venue)
                union all select 'day:' || (m.kickoff at time zone 'UTC')::date, m.season, 'any'
                union all select 'competition:' || m.competition_id || '@day:' || (m.kickoff at time zone 'UTC')::date, m.season, 'any'
            ) s
            where p.represents
            group by 1, 2, 3, 4
        )
        select count(*) from facts f full join stats.standing s using (scope, season, venue, model_id)
        where (f.predictions, f.scored, f.points) is distinct from (s.total_predictions, s.scored_predictions, s.total_points)
        """);
}
