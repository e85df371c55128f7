using System.Text.Json;

namespace Stats.Store.Verifying;

/// <summary>An expected value and the value found.</summary>
/// <param name="Key">The row or the stream.</param>
/// <param name="Expected">The value that follows from the events.</param>
/// <param name="Found">The value in the database.</param>
public sealed record Difference(string Key, string Expected, string Found)
{
    /// <summary>Compares two JSON objects, and shows the members that differ.</summary>
    /// <param name="key">The row or the stream.</param>
    /// <param name="expected">Null if there should be none.</param>
    /// <param name="found">Null if there is none.</param>
    internal static Difference Of(string key, string? expected, string? found)
    {
        if (expected is null || found is null)
            return new(key, expected ?? "nothing", found ?? "nothing");
        var (ours, theirs) = (Members(expected), Members(found));
        var names = ours.Keys.Union(theirs.Keys).Where(name => ours.GetValueOrDefault(name) != theirs.GetValueOrDefault(name)).ToArray();
        return new(key, Show(ours), Show(theirs));

        string Show(Dictionary<string, string> members) =>
            string.Join(", ", names.Select(name => $"{name} {members.GetValueOrDefault(name, "missing")}"));
    }

    private static Dictionary<string, string> Members(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value.GetRawText(), StringComparer.Ordinal);
    }
}

/// <summary>All differences of one kind.</summary>
/// <param name="Where">The table or the part of the log, such as <c>log: streams</c>.</param>
public sealed record Finding(string Where, long Count, IReadOnlyList<Difference> Examples);
