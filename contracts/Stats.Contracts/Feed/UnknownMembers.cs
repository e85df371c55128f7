using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Stats.Contracts.Feed;

/// <summary>Finds members that are not in the contract. They are ignored, but may be mistyped names.</summary>
public static class UnknownMembers
{
    /// <summary>The most members reported for one message.</summary>
    public const int Most = 20;

    /// <summary>
    /// The first <see cref="Most"/> unknown members: the path, such as <c>score.halfTime</c>, and the known member if only the spelling
    /// differs.
    /// </summary>
    /// <param name="body">A body that <see cref="FeedReader"/> accepted.</param>
    /// <param name="message">The type of the message.</param>
    public static IEnumerable<(string Path, string? Meant)> Of(JsonElement body, Type message) =>
        In(body, TypeInfo(message), "").Take(Most);

    /// <summary>Whether two names differ only in style, as <c>HomeGoals</c>, <c>home_goals</c> and <c>homeGoals</c> do.</summary>
    internal static bool IsMeant(string known, string sent) =>
        sent.Length < 2 * known.Length
        && sent.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)
            .Equals(known, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Path, string? Meant)> In(JsonElement element, JsonTypeInfo type, string path)
    {
        foreach (var member in element.EnumerateObject())
        {
            var known = type.Properties.FirstOrDefault(property => member.NameEquals(property.Name));
            if (known is null)
            {
                var meant = type.Properties.FirstOrDefault(property => IsMeant(property.Name, member.Name));
                yield return (path + Excerpt.Of(member.Name), meant?.Name);
            }
            else if (member.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var unknown in In(member.Value, TypeInfo(known.PropertyType), $"{path}{member.Name}."))
                    yield return unknown;
            }
        }
    }

    private static JsonTypeInfo TypeInfo(Type type) => ContractJson.Default.Options.GetTypeInfo(type);
}
