using Stats.Cache;
using Stats.Contracts;

namespace Bench.Cache;

/// <summary>A page of the mix.</summary>
/// <param name="Level">Its endpoint.</param>
/// <param name="Id">The id in its path.</param>
/// <param name="Season">Null for all of them.</param>
/// <param name="Competition">The one that it is about.</param>
/// <param name="Club">Likewise.</param>
/// <param name="IsHome">Only matches at home, or away.</param>
/// <param name="Rest">The filters that choose no matches.</param>
internal sealed record MixedPage(
    string Level, string? Id, string? Season = null, string? Competition = null, string? Club = null, bool? IsHome = null, string Rest = "")
{
    /// <summary>Its key, and what it depends on.</summary>
    public PageRequest Request => new(
        CacheKeys.Page(Level, Id, 1, $"club={Club}&competition={Competition}&isHome={IsHome}&season={Season}&{Rest}"), [Tag, Tags.Names]);

    /// <summary>The same page where everything depends on everything.</summary>
    public PageRequest RequestOfOneTag => Request with { Tags = [Tags.Overall, Tags.Names] };

    /// <summary>What it depends on.</summary>
    public string Tag => Level == "match" ? Tags.Match(Id!) : Tags.Scope(Competition, Club, Season);

    /// <summary>Whether it reads otherwise after the match.</summary>
    public bool Shows(MixedMatch match) => Level == "match"
        ? Id == match.Id
        : (Season is null || Season == match.Season)
            && (Competition is null || Competition == match.Competition)
            && (Club is null || (Club == match.Home && IsHome != false) || (Club == match.Away && IsHome != true));
}

/// <summary>A match that completes.</summary>
internal sealed record MixedMatch(string Id, string Competition, string Season, string Home, string Away)
{
    public IEnumerable<string> Touched => Tags.Touched(Id, Competition, Season, Home, Away);
}
