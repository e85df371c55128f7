using System.Buffers;

namespace StatsApi.Queries;

/// <summary>Ids are the feed's own: 1 to 128 of <c>A–Z a–z 0–9 . _ : -</c>; seasons look the same.</summary>
internal static class Ids
{
    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    public const int Longest = 128;

    public static bool IsValid(string id) => id.Length is >= 1 and <= Longest && !id.AsSpan().ContainsAnyExcept(Letters);
}
