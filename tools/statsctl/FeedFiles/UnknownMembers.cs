using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Statsctl.FeedFiles;

/// <summary>Members that no message has: the service ignores them, but they may be mistyped.</summary>
internal static class UnknownMembers
{
    /// <summary>Their paths, and the member that is spelt like it but for its case.</summary>
    public static IEnumerable<(string Path, string? Meant)> In(JsonElement body, JsonTypeInfo shape, string path = "")
    {
        if (body.ValueKind != JsonValueKind.Object || shape.Kind != JsonTypeInfoKind.Object)
            yield break;
        foreach (var member in body.EnumerateObject())
        {
            var at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (Find(member.Name, StringComparison.Ordinal) is not { } known)
            {
                yield return (at, Find(member.Name, StringComparison.OrdinalIgnoreCase)?.Name);
                continue;
            }
            foreach (var below in In(member.Value, shape.Options.GetTypeInfo(known.PropertyType), at))
                yield return below;
        }

        JsonPropertyInfo? Find(string name, StringComparison by) => shape.Properties.FirstOrDefault(property => property.Name.Equals(name, by));
    }
}
