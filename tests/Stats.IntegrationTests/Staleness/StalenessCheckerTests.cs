using Bench.Staleness;

namespace Stats.IntegrationTests.Staleness;

/// <summary>The checker accepts a correct history and finds each kind of violation.</summary>
public sealed class StalenessCheckerTests
{
    private static readonly Acknowledgement[] Second = [new(TimeSpan.FromSeconds(10), "overall", 2)];

    [Fact]
    public void A_correct_history_holds_and_its_reads_are_counted()
    {
        var verdict = StalenessChecker.Check([At(1, 1), At(9, 1), At(11, 2, ReadSource.Loaded), At(12, 2)], Second);
        Assert.True(verdict.Holds, $"{verdict}");
        Assert.Equal(
            (4, 3, 2, 1, 3, 2),
            (verdict.Reads, verdict.Hits, verdict.Acknowledged, verdict.Moments, verdict.InSession, verdict.Repeated));
    }

    [Fact]
    public void A_read_older_than_an_earlier_acknowledgement_is_found() =>
        Finds("stale", [At(11, 1), At(12, 2)], Second);

    [Fact]
    public void The_highest_acknowledgement_counts_regardless_of_order() =>
        Finds("stale", [At(13, 1), At(14, 2)], [.. Second, new(TimeSpan.FromSeconds(12), "overall", 1)]);

    [Fact]
    public void A_read_that_began_before_the_acknowledgement_or_is_of_another_tag_may_be_older()
    {
        var early = At(9, 1) with { Ended = TimeSpan.FromSeconds(20) };
        Assert.Empty(StalenessChecker.Check([early, At(11, 1) with { Tag = "club:reds" }], Second).Violations);
    }

    [Fact]
    public void A_stale_read_is_outdated_since_the_first_acknowledgement_that_it_misses()
    {
        Acknowledgement[] three = [.. Second, new(TimeSpan.FromSeconds(12), "overall", 3), new(TimeSpan.FromSeconds(13), "overall", 4)];
        var verdict = StalenessChecker.Check([At(11, 1), At(14, 2), At(15, 1) with { ReaderSession = 1 }], three);
        Assert.Equal((3, TimeSpan.FromSeconds(5)), (verdict.Stale, verdict.Oldest));
    }

    [Fact]
    public void A_session_that_goes_back_on_another_process_and_page_is_found() =>
        Finds("went back", [At(1, 2), At(2, 1) with { Process = 1, Page = "leaderboard?limit=3" }], []);

    [Fact]
    public void Two_sessions_may_see_different_versions() =>
        Assert.Empty(StalenessChecker.Check([At(1, 2), At(2, 1) with { ReaderSession = 1 }], []).Violations);

    [Fact]
    public void A_version_read_only_without_Redis_may_be_missing_later() =>
        Assert.Empty(StalenessChecker.Check([At(1, 1), At(2, 2, ReadSource.Bypass), At(3, 1)], []).Violations);

    [Fact]
    public void A_read_without_Redis_must_not_go_back_itself()
    {
        Finds("went back", [At(1, 2), At(2, 1, ReadSource.Bypass)], []);
        Finds("stale", [At(11, 1, ReadSource.Bypass), At(12, 2)], Second);
    }

    [Fact]
    public void Different_content_of_the_same_version_is_found() =>
        Finds("torn", [At(1, 1), At(2, 1) with { Content = "other" }], []);

    [Fact]
    public void A_history_with_nothing_to_check_proves_nothing()
    {
        Assert.False(StalenessChecker.Check([], []).Holds);
        Assert.False(StalenessChecker.Check([At(1, 1), At(2, 1)], []).Holds);
        Assert.False(StalenessChecker.Check([At(1, 1), At(2, 1)], Second).Holds);
        Assert.False(StalenessChecker.Check([At(11, 2, ReadSource.Loaded), At(12, 2, ReadSource.Loaded)], Second).Holds);
    }

    private static void Finds(string what, Read[] reads, Acknowledgement[] acknowledgements) =>
        Assert.StartsWith(what, Assert.Single(StalenessChecker.Check(reads, acknowledgements).Violations), StringComparison.Ordinal);

    private static Read At(int second, long version, ReadSource origin = ReadSource.Hit) => new(
        0,
        0,
        "leaderboard",
        TimeSpan.FromSeconds(second),
        TimeSpan.FromSeconds(second + 0.5),
        "overall",
        version,
        origin,
        $"content {version}");
}
