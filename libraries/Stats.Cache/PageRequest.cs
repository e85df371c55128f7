namespace Stats.Cache;

/// <summary>A reader's request for one page.</summary>
/// <param name="Key">The page's key, made by <see cref="CacheKeys.Page"/>.</param>
/// <param name="Tags">The tags it depends on: its scope first, then <see cref="Contracts.Tags.Names"/> if it shows names.</param>
/// <param name="MinVersion">The lowest version of its scope that the reader accepts; 0 for any.</param>
public sealed record PageRequest(string Key, IReadOnlyList<string> Tags, long MinVersion = 0)
{
    public const string AnyStamp = "*";

    /// <summary>The <see cref="CachedPage.Stamp"/>s that the reader holds, or <see cref="AnyStamp"/>: it gets no body for these.</summary>
    public IReadOnlyList<string> Held { get; init; } = [];
}
