namespace StatsApi.Pages;

/// <summary>The content of a page.</summary>
/// <param name="Data">The <c>data</c> of the envelope.</param>
/// <param name="Lifetime">How long it may be kept.</param>
/// <param name="List">Null on pages that aren't lists.</param>
internal sealed record Content<T>(T Data, Lifetime Lifetime, ListPart? List = null)
{
    /// <summary>The ids in filters that are unknown.</summary>
    public IReadOnlyList<string> UnknownIds { get; init; } = [];
}

/// <summary>The part of a list that a page shows.</summary>
/// <param name="TotalCount">Rows on all pages.</param>
/// <param name="Last">The position of the page's last row if more follow, else null.</param>
/// <param name="First">The position of the page's first row if there are rows before it, else null.</param>
internal sealed record ListPart(long TotalCount, (double Value, string Id)? Last, (double Value, string Id)? First);
