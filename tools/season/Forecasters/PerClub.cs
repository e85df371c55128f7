namespace Season.Forecasters;

/// <summary>A learner's entries, one per club.</summary>
internal static class PerClub
{
    /// <summary>The club's entry; creates it if there is none.</summary>
    public static T Of<T>(this Dictionary<string, T> clubs, string club)
        where T : new()
    {
        if (!clubs.TryGetValue(club, out var entry))
            clubs.Add(club, entry = new T());
        return entry;
    }
}
