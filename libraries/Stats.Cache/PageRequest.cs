namespace Stats.Cache;

/// <summary>Asks for one page.</summary>
/// <param name="Key">Its key, made by <see cref="CacheKeys.Page"/>.</param>
/// <param name="Tags">What it depends on: its scope first, then <see cref="Contracts.Tags.Names"/> if it shows names.</param>
/// <param name="MinVersion">The least version of its scope that will do; 0 for any.</param>
public sealed record PageRequest(string Key, IReadOnlyList<string> Tags, long MinVersion = 0)
{
    /// <summary>What stands for any stamp.</summary>
    public const string AnyStamp = "*";

    /// <summary>The <see cref="CachedPage.Stamp"/>s of bodies that the reader has, or <see cref="AnyStamp"/>: the page is then answered without one.</summary>
    public IReadOnlyList<string> Held { get; init; } = [];
}
