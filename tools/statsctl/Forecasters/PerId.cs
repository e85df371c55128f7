namespace Statsctl.Forecasters;

/// <summary>Entries of clubs, seasons or competitions by their ids.</summary>
internal static class PerId
{
    /// <summary>The entry with this id; creates it if there is none.</summary>
    public static T Of<T>(this Dictionary<string, T> entries, string id)
        where T : new()
    {
        if (!entries.TryGetValue(id, out var entry))
            entries.Add(id, entry = new T());
        return entry;
    }
}
