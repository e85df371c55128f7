namespace Bench.Cache;

/// <summary>A page of the mix.</summary>
/// <param name="Kind">Its endpoint.</param>
/// <param name="Id">The id in its path.</param>
/// <param name="Season">Its season; null for all of them.</param>
/// <param name="Competition">Its competition; null for all of them.</param>
/// <param name="Club">Its club; null for all of them.</param>
/// <param name="IsHome">Whether it has only home or only away matches; null for both.</param>
/// <param name="Rest">The filters that select no matches.</param>
internal sealed record MixedPage(
    string Kind, string? Id, string? Season = null, string? Competition = null, string? Club = null, bool? IsHome = null, string Rest = "")
{
    public PageRequest Request => new(
        CacheKeys.Page(Kind, Id, 1, $"club={Club}&competition={Competition}&isHome={IsHome}&season={Season}&{Rest}"), [Tag, Tags.Names]);

    /// <summary>The same page in a cache where every page depends on every match.</summary>
    public PageRequest RequestOfOneTag => Request with { Tags = [Tags.Overall, Tags.Names] };

    public string Tag => Kind == "match" ? Tags.Match(Id!) : Tags.Scope(Competition, Club, Season);

    public bool Shows(MixedMatch match) => Kind == "match"
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
