namespace Stats.Cache;

/// <summary>The effect of an invalidation.</summary>
/// <param name="FloorsRaised">The number of tags whose floor was lower before. A tag that no reader used has no floor.</param>
public sealed record InvalidationResult(long FloorsRaised, long PagesRemoved);
