namespace StatsApi.Pages;

/// <summary>The address of a page, which determines its key, its tags, and the query that its cursors are bound to.</summary>
/// <param name="Kind">One of <see cref="CacheKeys.Kinds"/>.</param>
/// <param name="Id">The id in the path, if it has one.</param>
/// <param name="Query">The query.</param>
/// <param name="Scope">The tag of its scope.</param>
internal sealed record PageAddress(string Kind, string? Id, PageQuery Query, string Scope)
{
    /// <summary>Raise it whenever a body changes its shape, so that pages stored by earlier releases are never served.</summary>
    public const int Shape = 1;

    public PageRequest Request => new(CacheKeys.Page(Kind, Id, Shape, Query.Canonical()), [Scope, Tags.Names], Query.MinVersion);

    /// <summary>The query that cursors are bound to. The limit is not part of it: it may change from page to page.</summary>
    public string BoundTo => $"{Kind}:{Id}?{(Query.At(cursor: null) with { Limit = PageQuery.DefaultLimit }).Canonical()}";
}
