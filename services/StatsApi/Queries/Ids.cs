using System.Buffers;
using Microsoft.OpenApi;

namespace StatsApi.Queries;

/// <summary>Ids from the feed: 1 to 128 characters of <c>A–Z a–z 0–9 . _ : -</c>. Seasons have the same form.</summary>
internal static class Ids
{
    public const string Pattern = "[A-Za-z0-9._:-]{1,128}";
    public const string Expected = "must be an id: 1 to 128 letters, digits and . _ : -";

    private const int Longest = 128;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-");

    public static bool IsValid(string id) => id.Length is >= 1 and <= Longest && !id.AsSpan().ContainsAnyExcept(Letters);

    public static OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, Pattern = $"^{Pattern}$" };
}
