using System.Net;
using System.Text.Json.Nodes;
using Launcher;
using Season.Replay;
using Stats.Tests.Replay;
using Stats.Tests.Results;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary><c>statsctl results apply</c>, from files to the pages of the API.</summary>
[Collection(SystemFixture.Collection)]
public sealed class ApplyTests(SystemFixture fixture) : SystemTests(fixture)
{
    private const int NotInForce = 1;
    private const int Different = 2;
    private const int Refused = 3;

    private readonly TemporaryFiles _files = new();

    private protected override Task EndAsync()
    {
        _files.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_corrected_file_ends_in_its_own_results_and_is_then_unchanged()
    {
        var path = _files.Write("2025-26/cf.1.json", CaseFiles.CorrectedBefore);
        Assert.Equal("3 new, 0 corrected, 0 voided, 0 unchanged, 3 published", await AppliedAsync(path));

        _files.Write("2025-26/cf.1.json", CaseFiles.CorrectedAfter);
        var (code, said) = await ApplyAsync(path, "--dry-run");
        Assert.True(code == Different, said);
        Assert.Contains("~ cf.1.2025-26.alpha-fc.beta: Alpha FC – Beta, 2025-11-29: score 3-0 → 3-2 (revision 2)", said);
        Assert.Equal("0 new, 3 corrected, 0 voided, 0 unchanged, 3 published", await AppliedAsync(path));
        string[] expected =
        [
            "2026-02-08T16:30:00Z beta 1-2 alpha-fc completed", "2026-01-31T17:30:00Z gamma-fc 0-2 delta completed",
            "2025-11-29T15:00:00Z alpha-fc 3-2 beta completed",
        ];
        Assert.Equal(expected, await MatchesAsync("cf.1"));

        Assert.Equal("0 new, 0 corrected, 0 voided, 3 unchanged, 0 published", await AppliedAsync(path));
        (code, said) = await ApplyAsync(path, "--dry-run");
        Assert.True(code == 0, said);
        Assert.Equal(expected, await MatchesAsync("cf.1"));
    }

    [Fact]
    public async Task The_first_of_two_meetings_that_gets_its_score_later_is_a_match_of_its_own()
    {
        var path = _files.Write("2025-26/sw.1.json", CaseFiles.SwapBefore);
        await AppliedAsync(path);
        _files.Write("2025-26/sw.1.json", CaseFiles.SwapAfter);
        Assert.Equal("1 new, 0 corrected, 0 voided, 1 unchanged, 1 published", await AppliedAsync(path));
        Assert.Equal(
            ["2025-11-01T12:00:00Z north 3-0 south completed", "2025-08-30T12:00:00Z north 0-1 south completed"],
            await MatchesAsync("sw.1"));
    }

    [Fact]
    public async Task An_offset_in_the_data_is_read()
    {
        await AppliedAsync(_files.Write("2026/cup.json", CaseFiles.UtcOffset));
        Assert.Equal(["2026-06-28T19:00:00Z north 0-1 south completed"], await MatchesAsync("cup"));
    }

    [Fact]
    public async Task A_match_that_is_listed_twice_is_refused_if_strict_and_else_a_warning_that_names_both()
    {
        var path = _files.Write("2018-19/xy.1.json", CaseFiles.ListedTwice);
        var (code, said) = await ApplyAsync(path, "--strict");
        Assert.True(code == Refused, said);
        Assert.Contains("Nothing was published, because matches are refused.", said);

        (code, said) = await ApplyAsync(path);
        Assert.True(code == 0, said);
        Assert.Contains($"{path}:2 (2019-03-16) and {path}:3 (2019-04-24)", said);
        Assert.Equal(2, (await MatchesAsync("xy.1")).Length);
    }

    [Fact]
    public async Task A_match_that_vanished_is_voided_if_told_and_counts_again_when_it_is_back()
    {
        var path = _files.Write("2025-26/sw.1.json", CaseFiles.SwapAfter);
        await AppliedAsync(path);
        var one = SwapWithout(CaseFiles.SwapAfter, "2025-08-30");
        _files.Write("2025-26/sw.1.json", one);
        Assert.Equal("0 new, 0 corrected, 0 voided, 1 unchanged, 0 published", await AppliedAsync(path));
        Assert.Equal("0 new, 0 corrected, 1 voided, 1 unchanged, 1 published", await AppliedAsync(path, "--void-missing"));
        Assert.Equal("2025-08-30T12:00:00Z north 0-1 south voided", (await MatchesAsync("sw.1"))[1]);
        _files.Write("2025-26/sw.1.json", CaseFiles.SwapAfter);
        Assert.Equal("0 new, 1 corrected, 0 voided, 1 unchanged, 1 published", await AppliedAsync(path));
        Assert.Equal("2025-08-30T12:00:00Z north 0-1 south completed", (await MatchesAsync("sw.1"))[1]);
    }

    [Fact]
    public async Task A_published_result_that_the_service_refuses_is_reported_and_no_success()
    {
        await System.PublishAsync(Facts.Void("sw.1.2025-26.north.south", 1));
        await System.EventuallyAsync("count(*) = 1 from events.mt_events");
        var (code, said) = await ApplyAsync(_files.Write("2025-26/sw.1.json", CaseFiles.SwapBefore), "--wait", "2");
        Assert.True(code == NotInForce, said);
        Assert.Contains("not in force: sw.1.2025-26.north.south: North – South, 2025-11-01: revision 1 is not in force", said);
        Assert.Contains("1 of 1 changes are not in force", said);
        Assert.Equal(HttpStatusCode.NotFound, await System.StatusAsync("matches/sw.1.2025-26.north.south"));
    }

    [Fact]
    public async Task A_whole_season_that_was_replayed_is_unchanged()
    {
        var path = Path.Combine(Repository.Root, "samples", "2015-16", "en.1.csv");
        await System.PublishAsync([.. ResultsFiles.Read([path]).Matches.Select(match => (FeedMessage)match.Result)]);
        await System.SettleAsync("(select count(*) from stats.match) = 380");
        Assert.Equal("0 new, 0 corrected, 0 voided, 380 unchanged, 0 published", await AppliedAsync(path));
    }

    [Fact]
    public async Task A_replay_in_a_time_zone_judges_predictions_by_the_kickoff_there()
    {
        var results = _files.Write("2010-11/tz.1.json", CaseFiles.LocalTime);
        var predictions = _files.Write("predictions.csv", CaseFiles.LocalTimePredictions);
        var (code, said) = await Fixture.Servers.StartTool(
            "season", ["replay", "--results", results, "--predictions", predictions, "--time-zone", "Europe/Berlin"]).EndAsync();
        Assert.True(code == 0, said);
        await System.SettleAsync("(select count(*) from stats.prediction) = 2");
        var match = await System.DataAsync("matches/tz.1.2010-11.bayern-munchen.vfl-wolfsburg");
        Assert.Equal(
            [("after-the-final-whistle", true, 0), ("fair", false, 3)],
            match["predictions"]!.AsArray()
                .Select(row => ((string)row!["modelId"]!, (bool)row["late"]!, (int)row["totalPoints"]!)).Order());
    }

    private static string SwapWithout(string text, string date) =>
        string.Join('\n', text.Split('\n').Where(line => !line.Contains(date, StringComparison.Ordinal)));

    // Applies a source with success, and returns its counts.
    private async Task<string> AppliedAsync(string path, params string[] options)
    {
        var (code, said) = await ApplyAsync(path, [.. options, "--json"]);
        Assert.True(code == 0, said);
        var report = ToolProcess.Objects(said).Single();
        return string.Join(", ", new[] { "new", "corrected", "voided", "unchanged", "published" }.Select(name => $"{report[name]} {name}"));
    }

    private Task<(int Code, string Said)> ApplyAsync(string path, params string[] options) => Fixture.Servers.StartTool(
        "statsctl",
        ["results", "apply", path, "--api", $"{System.Services.Api}", .. options],
        new Dictionary<string, string?> { ["STATS_API_KEY"] = System.Services.ApiKey }).EndAsync();

    // Newest first.
    private async Task<string[]> MatchesAsync(string competition) =>
        [.. (await System.DataAsync($"matches?competition={competition}")).AsArray().Select(row => Line(row!))];

    private static string Line(JsonNode row)
    {
        var score = row["result"]!["regularTime"]!;
        return $"{row["kickoff"]} {row["homeClub"]!["id"]} {score["home"]}-{score["away"]} {row["awayClub"]!["id"]} {row["status"]}";
    }
}
