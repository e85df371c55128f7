using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace StatsApi.Pages;

/// <summary>
/// Weak validators (RFC 9110, section 8.8) made of the body's shape, the generation, and the versions of scope and names. Bodies of one
/// address with the same validator have the same content.
/// </summary>
internal static class EntityTags
{
    // More states of one page than clients keep. Further ones are ignored.
    private const int Most = 20;

    // Of all tags together. A longer header is ignored.
    private const int LongestField = 4096;

    // Three numbers with points between them.
    private const int LongestStamp = 64;

    private static readonly string Prefix = $"\"{PageAddress.Shape}.";

    public static string Of(CachedPage page) => $"W/{Prefix}{page.Stamp}\"";

    /// <summary>The stamps in the header <c>If-None-Match</c>, compared weakly. Other tags match nothing.</summary>
    public static IReadOnlyList<string> Held(StringValues ifNoneMatch) =>
        ifNoneMatch.Count > 0 && ifNoneMatch.ToString().Length <= LongestField
        && EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags)
            ? [.. tags.Select(StampOf).OfType<string>().Take(Most)]
            : [];

    private static string? StampOf(EntityTagHeaderValue tag)
    {
        if (tag.Equals(EntityTagHeaderValue.Any))
            return PageRequest.AnyStamp;
        if (!tag.Tag.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var stamp = tag.Tag.Subsegment(Prefix.Length, tag.Tag.Length - Prefix.Length - 1).ToString();
        // A client's tag may contain anything. Only the bare asterisk means all states.
        return stamp == PageRequest.AnyStamp || stamp.Length > LongestStamp ? null : stamp;
    }
}
