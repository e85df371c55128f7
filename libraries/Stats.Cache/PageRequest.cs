namespace Stats.Cache;

/// <summary>Asks for one page.</summary>
/// <param name="Key">Its key, made by <see cref="Contracts.CacheKeys.Page"/>.</param>
/// <param name="Tags">What it depends on: its scope first, then <see cref="Contracts.Tags.Names"/> if it shows names.</param>
/// <param name="MinVersion">The least version of its scope that will do; 0 for any.</param>
public sealed record PageRequest(string Key, IReadOnlyList<string> Tags, long MinVersion = 0);
