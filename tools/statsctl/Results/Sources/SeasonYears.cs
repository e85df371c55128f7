namespace Statsctl.Results.Sources;

/// <summary>The years of a season.</summary>
/// <param name="Last">The year after <paramref name="First"/>, or the same one for a competition within a year.</param>
internal readonly record struct SeasonYears(int First, int Last)
{
    private const int Earliest = 1850;

    /// <summary>The season's id: <c>2025-26</c>, or <c>2026</c> for a competition within a year.</summary>
    public string Id => First == Last ? $"{First}" : $"{First}-{Last % 100:00}";

    /// <summary>A season of autumn and spring.</summary>
    public static SeasonYears From(int first) => new(first, first + 1);

    /// <summary>Reads <c>2025/26</c>, <c>2025/2026</c>, <c>2025-26</c> and <c>2026</c>; null for other texts and years.</summary>
    public static SeasonYears? Parse(string text)
    {
        var parts = text.Split('/', '-');
        if (parts.Length > 2 || parts[0].Length != 4 || !TryYear(parts[0], out var first) || first < Earliest)
            return null;
        if (parts.Length == 1)
            return new SeasonYears(first, first);
        return parts[1].Length is 2 or 4 && TryYear(parts[1], out var last)
            && last == (parts[1].Length == 2 ? (first + 1) % 100 : first + 1)
                ? From(first)
                : null;
    }

    private static bool TryYear(string text, out int year) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year);
}
