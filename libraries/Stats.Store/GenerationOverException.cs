namespace Stats.Store;

/// <summary>The database is of an older generation than one that was seen: it was restored, and no one has drawn a new one yet.</summary>
/// <param name="generation">The database's.</param>
/// <param name="known">The one seen.</param>
public sealed class GenerationOverException(long generation, long known)
    : Exception($"the database is of generation {generation}, and {known} was seen: if it was restored from a backup, run statsctl restore-done");
