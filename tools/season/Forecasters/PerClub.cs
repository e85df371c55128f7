namespace Season.Forecasters;

/// <summary>What a learner keeps for each club.</summary>
internal static class PerClub
{
    /// <summary>The club's entry, a new one if there is none yet.</summary>
    public static T Of<T>(this Dictionary<string, T> clubs, string club)
        where T : new()
    {
        if (!clubs.TryGetValue(club, out var entry))
            clubs.Add(club, entry = new T());
        return entry;
    }
}
