namespace Stats.Store;

/// <summary>The database's generation is older than one already seen: it was restored, and has no new generation yet.</summary>
/// <param name="known">The generation seen before.</param>
public sealed class GenerationOverException(long generation, long known)
    : Exception(
        $"the database has generation {generation}, but {known} was seen before: "
            + "if it was restored from a backup, run statsctl restore-done");
