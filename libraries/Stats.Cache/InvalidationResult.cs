namespace Stats.Cache;

/// <summary>What an invalidation did.</summary>
/// <param name="FloorsRaised">Tags whose floor was lower before. A tag that nobody read has none.</param>
/// <param name="PagesRemoved">Pages unlinked.</param>
public sealed record InvalidationResult(long FloorsRaised, long PagesRemoved);
