namespace StatsApi.Pages;

/// <summary>What a page shows.</summary>
/// <param name="Data">The <c>data</c> of the envelope.</param>
/// <param name="Lifetime">How long it may be kept.</param>
/// <param name="List">Null on pages that aren't lists.</param>
internal sealed record Content<T>(T Data, Lifetime Lifetime, ListPart? List = null);

/// <summary>Which part of a list a page shows.</summary>
/// <param name="TotalCount">Rows on all pages.</param>
/// <param name="Last">The place of the page's last row if there are more, else null.</param>
internal sealed record ListPart(long TotalCount, (double Value, string Id)? Last);
