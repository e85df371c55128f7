using System.Text.Json;
using System.Text.Json.Nodes;
using Stats.Contracts;
using Stats.Store.Corrections;

namespace Stats.IntegrationTests.Store;

/// <summary>The rows that a correction writes, and its entry in the log. CorrectionPageTests covers the ranks in the entry.</summary>
public sealed class CorrectionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly string[] Models = ["ann", "bob", "cyd", "dan"];

    [Fact]
    public async Task A_correction_writes_only_the_rows_that_it_changes()
    {
        foreach (var n in Enumerable.Range(0, 6))
            await PlayAsync($"rows-{n}", RowsResult(n, n % 3, 1));
        var before = await RowsAsync();
        await postgres.RecordAsync("rows-0", RowsResult(0, 3, revision: 2));
        var written = (await RowsAsync()).Except(before).Select(row => row.Split('|')[1]).ToArray();

        Assert.NotEmpty(written);
        string[] affected =
        [
            "overall", $"day:{Facts.Kickoff:yyyy-MM-dd}", "competition:rows.0", $"competition:rows.0@day:{Facts.Kickoff:yyyy-MM-dd}",
            "club:home-0", "club:away-0", "club:home-0@competition:rows.0", "club:away-0@competition:rows.0", "rows-0",
        ];
        Assert.All(written, key => Assert.Contains(key.Split(' ')[0], affected));
        // At most twelve rows for each changed model: overall, competition and both clubs, in the season and in all seasons; the day and
        // the competition's day; and both clubs in the competition.
        Assert.InRange(written.Count(key => !key.StartsWith("rows-0", StringComparison.Ordinal)), 12, 12 * Models.Length);
        await SumsAreRightAsync();

        static MatchCompleted RowsResult(int n, int homeGoals, int revision) => Facts.Result(
            $"rows-{n}", homeGoals, 1, revision, homeClub: $"home-{n}", awayClub: $"away-{n}", competition: $"rows.{n % 2}");
    }

    [Fact]
    public async Task All_changed_ranks_are_counted_and_the_first_hundred_are_listed()
    {
        var predictions = Enumerable.Range(0, 120).Select(n => Facts.Prediction("many", $"model-{n:000}", 1, 0));
        await postgres.RecordAsync("many", [.. predictions, Facts.Result("many", 1, 0, competition: "many")]);
        await postgres.RecordAsync("many", Facts.Void("many", 2));
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
        var moved = await postgres.RecordAsync(match, At("new", 2));

        var rows = "select count(*) from stats.standing where scope || '@' || season like '%moved-" + what;
        Assert.Equal(0, await postgres.ScalarAsync<long>($"{rows}-old%'"));
        Assert.InRange(await postgres.ScalarAsync<long>($"{rows}-new%'"), Models.Length, 6 * Models.Length);
        foreach (var place in new[] { "old", "new" })
            Assert.Contains(moved.Announcement!.Tags.Keys, tag => tag.Contains($"{match}-{place}", StringComparison.Ordinal));
        var (was, @is, ranks) = await CorrectionAsync(moved.Announcement!.Change);
        Assert.NotEqual((was.HomeClubId, was.CompetitionId, was.Season), (@is.HomeClubId, @is.CompetitionId, @is.Season));
        // Each model leaves one table and enters the other, unless the table is the same.
        Assert.Equal(what == "club" ? 0 : 2 * Models.Length, ranks.Count);
        await SumsAreRightAsync();
    }

    [Fact]
    public async Task Extra_time_and_penalties_do_not_count()
    {
        await PlayAsync("ninety", Facts.Result("ninety", 1, 1, competition: "ninety"));
        var longer = await postgres.RecordAsync(
            "ninety",
            Facts.Result("ninety", 1, 1, revision: 2, competition: "ninety", extraTime: new Goals(3, 2), penalties: new Goals(5, 4)));
        var (_, @is, ranks) = await CorrectionAsync(longer.Announcement!.Change);
        Assert.Equal(new Score(new Goals(1, 1), new Goals(3, 2), new Goals(5, 4)), @is.Score);
        Assert.Empty(ranks);
    }

    [Fact]
    public async Task A_message_that_does_not_change_the_current_result_is_no_correction()
    {
        await PlayAsync("same", Facts.Result("same", 1, 0, revision: 2));
        await postgres.RecordAsync("same", Facts.Prediction("same", "eve", 1, 0));
        await postgres.RecordAsync("same", Facts.Result("same", 4, 4));
        await postgres.RecordAsync("same", Facts.Result("same", 1, 0, revision: 2));
        Assert.Equal(0, await postgres.ScalarAsync<long>("select count(*) from stats.correction where match_id = 'same'"));
    }

    private async Task PlayAsync(string match, MatchCompleted result) => await postgres.RecordAsync(
        match, [.. Models.Select((model, n) => Facts.Prediction(match, model, n % 2, n / 2)), result]);

    private async Task<(CorrectedResult Before, CorrectedResult After, JsonArray Ranks)> CorrectionAsync(long change)
    {
        var json = await postgres.ScalarAsync<string>($"select to_jsonb(c)::text from stats.correction c where n = {change}");
        var row = JsonNode.Parse(json)!;
        var ranks = row["rank_changes"]!.AsArray();
        Assert.Equal(ranks.Count, row["ranks_changed"]!.GetValue<int>());
        return (CorrectedResult.Read(row["before"]!.ToJsonString()), CorrectedResult.Read(row["after"]!.ToJsonString()), ranks);
    }

    // Each row of the standings and the predictions, with the transaction that wrote it.
    private async Task<HashSet<string>> RowsAsync() => [.. JsonSerializer.Deserialize<string[]>(await postgres.ScalarAsync<string>(
        """
        select jsonb_agg(row)::text from (
            select xmin || '|' || concat_ws(' ', scope, season, venue, model_id) as row from stats.standing
            union all select xmin || '|' || concat_ws(' ', match_id, model_id) from stats.prediction
        ) rows
        """))!];

    // The sums are those that follow from the log.
    private async Task SumsAreRightAsync() =>
        Assert.All(await postgres.Store.VerifyAsync(), finding => Assert.True(finding.Count == 0, finding.Where));
}
