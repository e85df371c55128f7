using Season.Stub;
using Stats.Contracts;
using Stats.Tests.Results;
using Stats.Tests.Results.Sources;
using Statsctl.Follow;
using Statsctl.Results;

namespace Stats.Tests.Follow;

public sealed class ScoreboardTests : StubTests
{
    private protected override IReadOnlyList<StubMatch> Matches =>
    [
        new(1, 1, "FC Bayern München", "RB Leipzig", Kickoff, [new(27, true), new(80, false)], CorrectedTo: new Goals(2, 1)),
    ];

    [Theory]
    [InlineData(FootballDataOrg)]
    [InlineData(OpenLigaDb)]
    public async Task A_match_is_shown_from_fixture_to_correction(string source)
    {
        var following = Open(source);
        var shown = new List<string>();
        foreach (var minutes in new[] { -1, 5, 30, 50, 97, 105, 115 })
        {
            Clock.GoTo(Kickoff.AddMinutes(minutes));
            var board = Scoreboard.Of([await ReadAsync(following)], TimeZones.None, Clock.GetUtcNow());
            var match = Assert.Single(board.Matches);
            Assert.Equal(("FC Bayern München", "RB Leipzig", Kickoff), (match.Home, match.Away, match.Kickoff));
            shown.Add($"{match.Status} {match.Goals?.Home}-{match.Goals?.Away}");
        }

        var begun = source == OpenLigaDb ? "InPlay -" : "InPlay 0-0";
        Assert.Equal(["Scheduled -", begun, "InPlay 1-0", "InPlay 1-0", "InPlay 1-1", "Finished 1-1", "Finished 2-1"], shown);
    }

    [Fact]
    public void The_twelve_matches_nearest_to_now_are_shown_by_kickoff()
    {
        string[] rows = [.. Enumerable.Range(1, 28).Select(day => $"2026-02-{day:00} 15:00 Reds - Blues")];
        var now = new DateTimeOffset(2026, 2, 10, 14, 0, 0, TimeSpan.Zero);

        var board = Scoreboard.Of([SourceSeasons.Of(rows)], TimeZones.None, now);

        Assert.Equal(Enumerable.Range(4, 12), board.Matches.Select(match => match.Kickoff.Day));
    }
}
