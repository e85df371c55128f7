using Stats.Contracts;

namespace Stats.IntegrationTests.Api;

/// <summary>What a cursor says when the world moves between two pages.</summary>
public sealed class PagingTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Moved = "xx.1";
    private const string Still = "xx.2";

    [Fact]
    public async Task Whoever_pages_over_a_change_is_told_and_nobody_else()
    {
        string[] lists = ["leaderboard?limit=2", $"competition/{Moved}?limit=2&metric=exactScores", $"matches?competition={Moved}&limit=2", "models?limit=2", "corrections?limit=2"];
        string[] others = [$"competition/{Still}?limit=2", $"matches?competition={Still}&limit=2", $"leaderboard?competition={Still}&limit=1&around=model-0"];
        var before = await NextAsync([.. lists, .. others]);

        var match = api.Oracle.Matches.Last(m => m.Competition.Id == Moved && !api.Oracle.IsVoid(m));
        await api.Store.TakeAsync(match with { Revision = 7, Score = new Score(new Goals(9, 9)) });

        foreach (var (list, next) in before)
            Assert.Equal((list, others.Contains(list)), (list, await IsConsistentAsync(next)));
        // Whoever starts again after the change isn't told of it. These pages are new ones, so that none is kept from before.
        foreach (var (list, next) in await NextAsync([.. lists.Select(list => list.Replace("limit=2", "limit=3"))]))
            Assert.True(await IsConsistentAsync(next), list);
    }

    private async Task<IReadOnlyList<(string List, string Next)>> NextAsync(IReadOnlyList<string> lists)
    {
        var next = new List<(string, string)>();
        foreach (var list in lists)
        {
            var (page, link) = await api.GetAsync(list);
            Assert.True((bool)page["meta"]!["pagination"]!["consistent"]!, list);
            Assert.True(link is not null, $"{list} has one page only");
            next.Add((list, link));
        }
        return next;
    }

    private async Task<bool> IsConsistentAsync(string path) => (bool)(await api.GetAsync(path)).Page["meta"]!["pagination"]!["consistent"]!;
}
