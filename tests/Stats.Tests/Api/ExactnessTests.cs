using Stats.Contracts;
using Stats.Scoring;

namespace Stats.Tests.Api;

/// <summary>
/// Invariants I2 and I3 for tags: a match touches every page that can show it, and no page of another league, club or season. All pages are
/// compared with all matches of a world with two or three ids of each kind. Tags are only tested for equality, so more ids add nothing.
/// </summary>
public sealed class ExactnessTests(PageProbe probe) : IClassFixture<PageProbe>
{
    /// <summary>The tags that a match raises, given its revisions.</summary>
    private delegate IEnumerable<string> Touching(IReadOnlyList<MatchCompleted> revisions);

    public static TheoryData<string> Unsound => [.. UnsoundVariants.Keys];

    public static TheoryData<string> Inexact => [.. InexactVariants.Keys];

    private static readonly Dictionary<string, Touching> UnsoundVariants = new()
    {
        ["without the away club"] = revisions => revisions.SelectMany(r =>
            Touched(r).Where(tag => !tag.StartsWith($"club:{r.AwayClub.Id}", StringComparison.Ordinal))),
        ["without seasons"] = revisions => Touched(revisions).Where(tag => !tag.Contains('@', StringComparison.Ordinal)),
        ["only with seasons"] = revisions => Touched(revisions).Where(tag =>
            tag.Contains('@', StringComparison.Ordinal) || tag.StartsWith("match:", StringComparison.Ordinal)),
        ["only the revision in force"] = revisions => Touched(revisions[^1]),
        ["without overall"] = revisions => Touched(revisions).Where(tag => !tag.StartsWith("overall", StringComparison.Ordinal)),
    };

    private static readonly Dictionary<string, Func<AskedPage, string>> InexactVariants = new()
    {
        ["one tag for everything"] = _ => Tags.Overall,
        ["the season is ignored"] = page => page.MatchId is { } id ? Tags.Match(id) : Tags.Scope(page.CompetitionId, page.ClubId, null),
        ["the league before the club"] = page => page.MatchId is { } id ? Tags.Match(id)
            : Tags.Scope(page.CompetitionId, page.CompetitionId is null ? page.ClubId : null, page.Season),
    };

    [Fact]
    public async Task A_match_touches_every_page_that_can_show_it() => Assert.Empty(Missed(await PagesAsync(), Touched).Take(3));

    [Fact]
    public async Task A_match_touches_no_page_of_another_league_club_or_season() => Assert.Empty(Needless(await PagesAsync()).Take(3));

    [Theory]
    [MemberData(nameof(Unsound))]
    public async Task A_match_that_touches_too_few_tags_is_detected(string variant) =>
        Assert.NotEmpty(Missed(await PagesAsync(), UnsoundVariants[variant]));

    [Theory]
    [MemberData(nameof(Inexact))]
    public async Task A_page_that_depends_on_too_broad_a_tag_is_detected(string variant) =>
        Assert.NotEmpty(Needless([.. AskedPage.All().Select(page => (page, InexactVariants[variant](page)))]));

    private static IEnumerable<string> Missed(IReadOnlyList<(AskedPage Page, string Tag)> pages, Touching touching) =>
        from revisions in Histories()
        let touched = touching(revisions).ToHashSet(StringComparer.Ordinal)
        from page in pages
        where revisions.Any(page.Page.CanShow) && !touched.Contains(page.Tag)
        select $"{page.Page.Path} depends on {page.Tag}, and not on any of {string.Join(' ', touched)}";

    private static IEnumerable<string> Needless(IReadOnlyList<(AskedPage Page, string Tag)> pages) =>
        from revisions in Histories()
        let touched = Touched(revisions).ToHashSet(StringComparer.Ordinal)
        from page in pages
        where revisions.All(page.Page.IsElsewhere) && touched.Contains(page.Tag)
        select $"{page.Page.Path} depends on {page.Tag}, which is touched from elsewhere: {string.Join(' ', touched)}";

    // Every result alone, and with a correction to every other result.
    private static IEnumerable<IReadOnlyList<MatchCompleted>> Histories() =>
    [
        .. AskedPage.Revisions.Select(revision => new[] { revision }),
        .. AskedPage.Revisions.SelectMany(before => AskedPage.Revisions.Select(after => new[] { before, after with { Revision = 2 } })),
    ];

    // The tags that the decider raises.
    private static IEnumerable<string> Touched(IReadOnlyList<MatchCompleted> revisions) =>
        MatchDecider.Decide(MatchState.Unknown, revisions, ScoringRules.Default).State.TagsOf(revisions[0].MatchId);

    private static IEnumerable<string> Touched(MatchCompleted revision) => Touched([revision]);

    private async Task<IReadOnlyList<(AskedPage, string)>> PagesAsync()
    {
        var pages = new List<(AskedPage, string)>();
        foreach (var page in AskedPage.All())
            pages.Add((page, (await probe.TagsOfAsync(page.Path))[0]));
        return pages;
    }
}
