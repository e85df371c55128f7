using Statsctl.Canary;

namespace Stats.Tests.Canary;

public sealed class CanarySessionTests
{
    private const string Tag = "overall";

    private static readonly TaggedPage Page = new("leaderboard", Tag);
    private static readonly TaggedPage Other = new("overall", Tag);

    [Theory]
    [InlineData(7, 0, 7, Verdict.Ok)]
    [InlineData(7, 0, 8, Verdict.Ok)]
    [InlineData(7, 0, 6, Verdict.Stale)]
    [InlineData(7, 0, 0, Verdict.Stale)]
    [InlineData(7, 9, 8, Verdict.WentBack)]
    [InlineData(7, 9, 9, Verdict.Ok)]
    [InlineData(7, 9, 6, Verdict.Stale)]
    public void A_read_must_show_at_least_the_announced_and_the_last_seen_version(long announced, long seen, long found, Verdict verdict) =>
        Assert.Equal(verdict, Verdicts.Of(new Expectation(Page, 1, announced, seen), new PageAnswer(found, Cached: true)));

    [Fact]
    public void An_unreadable_response_does_not_change_the_seen_version()
    {
        var session = Announced(7);
        Assert.Equal(Verdict.Unreadable, session.Judge(session.Expect(Page), new PageAnswer(0, Cached: false, Problem: "503")));
        Assert.Equal(0, session.Expect(Page).Seen);
    }

    [Fact]
    public void The_highest_announced_version_counts_in_any_order()
    {
        var session = Announced(7);
        Assert.True(session.Announce(1, new Dictionary<string, long> { [Tag] = 5 }));
        Assert.Equal(7, session.Expect(Page).Announced);
        Assert.Equal(0, session.Expect(new TaggedPage("club/reds", "club:reds")).Announced);
    }

    [Fact]
    public void A_read_is_judged_by_the_expectation_at_its_start()
    {
        var session = Announced(7);
        var (first, second) = (session.Expect(Page), session.Expect(Page));
        session.Announce(1, new Dictionary<string, long> { [Tag] = 8 });
        Assert.Equal(Verdict.Ok, session.Judge(first, new PageAnswer(8, Cached: true)));
        // The second read may have been answered before the first. Only a read that begins now must show 8.
        Assert.Equal(Verdict.Ok, session.Judge(second, new PageAnswer(7, Cached: true)));
        Assert.Equal(Verdict.Stale, session.Judge(session.Expect(Page), new PageAnswer(7, Cached: true)));
    }

    [Fact]
    public void A_version_that_goes_back_is_detected_per_page()
    {
        var session = Announced(7);
        session.Judge(session.Expect(Page), new PageAnswer(9, Cached: false));
        Assert.Equal(Verdict.Ok, session.Judge(session.Expect(Other), new PageAnswer(8, Cached: true)));
        Assert.Equal(Verdict.WentBack, session.Judge(session.Expect(Page), new PageAnswer(8, Cached: true)));
    }

    [Fact]
    public void A_response_that_bypassed_Redis_sets_no_expectation()
    {
        var session = Announced(7);
        session.Judge(session.Expect(Page), new PageAnswer(9, Cached: false, Bypassed: true));
        Assert.Equal(Verdict.Ok, session.Judge(session.Expect(Page), new PageAnswer(7, Cached: true)));
    }

    [Fact]
    public void Versions_of_different_epochs_are_not_compared()
    {
        var session = Announced(7);
        session.Judge(session.Expect(Page), new PageAnswer(9, Cached: false));
        var before = session.Expect(Page);
        Assert.True(session.Announce(2, new Dictionary<string, long> { [Tag] = 3 }));
        Assert.Null(session.Judge(before, new PageAnswer(3, Cached: false)));
        Assert.Equal(Verdict.Ok, session.Judge(session.Expect(Page), new PageAnswer(3, Cached: false)));
        Assert.False(session.Announce(1, new Dictionary<string, long> { [Tag] = 8 }));
        Assert.Equal(3, session.Expect(Page).Announced);
    }

    [Fact]
    public void A_forgotten_announcement_causes_no_violation()
    {
        var session = Announced(7);
        session.Announce(1, Enumerable.Range(0, CanarySession.Remembered).ToDictionary(n => $"match:{n}", _ => 1L));
        Assert.Equal(0, session.Expect(Page).Announced);
    }

    private static CanarySession Announced(long version)
    {
        var session = new CanarySession();
        session.Announce(1, new Dictionary<string, long> { [Tag] = version });
        return session;
    }
}
