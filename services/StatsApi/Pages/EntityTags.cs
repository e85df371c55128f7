using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Stats.Cache;

namespace StatsApi.Pages;

/// <summary>
/// Weak validators (RFC 9110, 8.8) made of the body's shape, the generation, and the versions of scope and names: with these a body
/// tells the same, whenever and by whomever it was read. The address tells which page it is one of.
/// </summary>
internal static class EntityTags
{
    // As many states of one page as anybody keeps; whoever sends more gets a body.
    private const int Most = 20;

    // Of all tags together; what is longer isn't read.
    private const int LongestField = 4096;

    // Three numbers with points between them.
    private const int LongestStamp = 64;

    private static readonly string Prefix = $"\"{PageAddress.Shape}.";

    public static string Of(CachedPage page) => $"W/{Prefix}{page.Stamp}\"";

    /// <summary>The stamps that the field <c>If-None-Match</c> names, compared weakly; what isn't a tag of ours matches nothing.</summary>
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
        // A client's tag may hold anything; all of them at once is meant by the bare asterisk alone.
        return stamp == PageRequest.AnyStamp || stamp.Length > LongestStamp ? null : stamp;
    }
}
