using System.Text;
using Stats.Contracts;
using Stats.Store;
using StatsApi.LiveUpdates;
using StatsApi.MatchPages;

namespace Stats.Tests.Api;

public sealed class LiveEventTests
{
    private static readonly DateTimeOffset At = new(2016, 5, 2, 20, 47, 1, TimeSpan.Zero);

    [Fact]
    public void A_change_event_lists_the_scopes_to_reload() => Assert.Equal(
        """
        id: 1764.7
        event: change
        data: {"change":7,"matchId":"m1","competitions":["en.1"],"seasons":["2015-16"],"clubs":["chelsea","spurs:1"],
          "tags":{"club:chelsea":3,"club:chelsea@2015-16":3,"club:spurs:1":2,"club:spurs:1@2015-16":2,
          "competition:en.1":7,"competition:en.1@2015-16":7,"match:m1":1,"overall":7,"overall@2015-16":7},
          "at":"2016-05-02T20:47:01Z"}


        """.Replace("\n  ", "", StringComparison.Ordinal),
        Text(Change("m1", Tags.Touched("m1", "en.1", "2015-16", "chelsea", "spurs:1"))));

    [Fact]
    public void A_change_event_shows_its_match_with_names_and_score()
    {
        var match = new ChangedMatch(
            "m1", At.UtcDateTime.AddHours(-2), new Competition("en.1", "Premier League"), "2015-16", new Club("chelsea", "Chelsea"),
            new Club("spurs:1", "Tottenham Hotspur"), new Scoreline(2, 2), Voided: false);
        var change = new PublicChange(7, 1764, 99, "m1", new Dictionary<string, long> { ["overall"] = 7 }, At);
        Assert.EndsWith(
            """
            "match":{"matchId":"m1","kickoff":"2016-05-02T18:47:01Z","competition":{"id":"en.1","name":"Premier League"},"season":"2015-16",
            "home":{"id":"chelsea","name":"Chelsea"},"away":{"id":"spurs:1","name":"Tottenham Hotspur"},
            "result":{"homeGoals":2,"awayGoals":2},"voided":false}}


            """.ReplaceLineEndings("\n").Replace(",\n", ",", StringComparison.Ordinal),
            Text(LiveEvent.Of(change, match)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_rebuild_is_sent_as_a_reset_event() => Assert.Equal(
        """
        id: 1764.7
        event: reset
        data: {"change":7,"reason":"rebuild"}


        """,
        Text(Change(ChangeLog.Everything, ["overall", "names"])));

    [Theory]
    [InlineData("overall", true)]
    [InlineData("overall@2015-16", true)]
    [InlineData("overall@2014-15", false)]
    [InlineData("competition:en.1", true)]
    [InlineData("competition:en.1@2014-15", false)]
    [InlineData("competition:es.1", false)]
    [InlineData("club:chelsea@2015-16", true)]
    [InlineData("club:arsenal", false)]
    public void A_change_reaches_the_subscribers_of_the_scopes_that_it_touches(string scope, bool touched) =>
        Assert.Equal(touched, Change("m1", Tags.Touched("m1", "en.1", "2015-16", "chelsea", "spurs")).Touches(scope));

    [Fact]
    public void A_new_display_name_reaches_every_subscriber() => Assert.True(Change("m1", ["overall", "names"]).Touches("club:arsenal"));

    [Fact]
    public void A_reset_reaches_every_subscriber() =>
        Assert.True(LiveEvent.Reset(new EventId(1, 2), LiveEvent.Rebuilt).Touches("club:arsenal"));

    [Theory]
    [InlineData("1764000000000000.380", 1764000000000000, 380)]
    [InlineData("1.0", 1, 0)]
    public void An_event_id_reads_back(string text, long generation, long change)
    {
        Assert.Equal(new EventId(generation, change), EventId.Parse(text));
        Assert.Equal(text, EventId.Parse(text)!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("380")]
    [InlineData(".380")]
    [InlineData("1.")]
    [InlineData("1.-1")]
    [InlineData("1.2.3")]
    [InlineData("1. 2")]
    [InlineData("99999999999999999999.1")]
    public void Text_that_is_not_an_event_id_is_refused(string text) => Assert.Null(EventId.Parse(text));

    private static LiveEvent Change(string matchId, IEnumerable<string> tags) => LiveEvent.Of(
        new PublicChange(7, 1764, 99, matchId, tags.ToDictionary(tag => tag, VersionOf), At));

    private static long VersionOf(string tag) => tag switch
    {
        _ when tag.StartsWith("match", StringComparison.Ordinal) => 1,
        _ when tag.StartsWith("club:s", StringComparison.Ordinal) => 2,
        _ when tag.StartsWith("club:c", StringComparison.Ordinal) => 3,
        _ => 7,
    };

    private static string Text(LiveEvent live) => Encoding.UTF8.GetString(live.Frame);
}
