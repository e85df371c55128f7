using Stats.Contracts;

namespace Stats.IntegrationTests.Api;

/// <summary>The <c>consistent</c> member when data changes between two pages.</summary>
public sealed class PagingTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Changed = "xx.1";
    private const string Unchanged = "xx.2";

    [Fact]
    public async Task The_next_page_is_inconsistent_only_if_its_list_changed()
    {
        string[] lists =
        [
            "leaderboard?limit=2",
            $"competition/{Changed}?limit=2&metric=exactScores",
            $"matches?competition={Changed}&limit=2",
            "models?limit=2",
            "corrections?limit=2",
        ];
        string[] others =
        [
            $"competition/{Unchanged}?limit=2",
            $"matches?competition={Unchanged}&limit=2",
            $"leaderboard?competition={Unchanged}&limit=1&around=model-0",
        ];
        var before = await NextAsync([.. lists, .. others]);

        var match = api.Oracle.Matches.Last(m => m.Competition.Id == Changed && !api.Oracle.IsVoid(m));
        await api.Store.TakeAsync(match with { Revision = 7, Score = new Score(new Goals(9, 9)) });

        foreach (var (list, next) in before)
            Assert.Equal((list, others.Contains(list)), (list, await IsConsistentAsync(next)));
        // A client that starts again after the change sees consistent pages. Another limit makes sure that none of them is cached.
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
            Assert.True(link is not null, $"{list} has only one page");
            next.Add((list, link));
        }
        return next;
    }

    private async Task<bool> IsConsistentAsync(string path) => (bool)(await api.GetAsync(path)).Page["meta"]!["pagination"]!["consistent"]!;
}
