using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Stats.Contracts.Feed;

/// <summary>What a feed sends beyond the contract: ignored, but worth telling, for it may be a mistyped name.</summary>
public static class UnknownMembers
{
    /// <summary>How many of a message are told: more says nothing more.</summary>
    public const int Most = 20;

    /// <summary>The paths of the members that a message of this type doesn't have, such as <c>score.halfTime</c>, and the member that was meant, if it is only
    /// written in another way; the first <see cref="Most"/>.</summary>
    /// <param name="body">A body that <see cref="FeedReader"/> took.</param>
    /// <param name="message">What it took it for.</param>
    public static IEnumerable<(string Path, string? Meant)> Of(JsonElement body, Type message) =>
        In(body, TypeInfo(message), "").Take(Most);

    /// <summary>Whether a name is another one as other languages write it: <c>HomeGoals</c>, <c>home_goals</c> or <c>home-goals</c> for <c>homeGoals</c>.</summary>
    internal static bool IsMeant(string known, string sent) =>
        sent.Length < 2 * known.Length
        && sent.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Equals(known, StringComparison.OrdinalIgnoreCase);

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
