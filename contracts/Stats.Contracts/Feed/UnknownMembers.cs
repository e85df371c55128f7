using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Stats.Contracts.Feed;

/// <summary>What a feed sends beyond the contract: ignored, but worth telling, for it may be a mistyped name.</summary>
public static class UnknownMembers
{
    /// <summary>The paths of the members that a message of this type doesn't have, such as <c>score.halfTime</c>, and the member that differs in case only.</summary>
    /// <param name="body">A body that <see cref="FeedReader"/> took.</param>
    /// <param name="message">What it took it for.</param>
    public static IEnumerable<(string Path, string? Meant)> Of(JsonElement body, Type message) => In(body, TypeInfo(message), "");

    private static IEnumerable<(string Path, string? Meant)> In(JsonElement element, JsonTypeInfo type, string path)
    {
        foreach (var member in element.EnumerateObject())
        {
            var known = type.Properties.FirstOrDefault(property => member.NameEquals(property.Name));
            if (known is null)
            {
                var meant = type.Properties.FirstOrDefault(property => property.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
                yield return (path + member.Name, meant?.Name);
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
