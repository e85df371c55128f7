namespace StatsApi.Queries;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
internal static class Nearest
{
    private const int LongestCompared = 32;

    /// <summary>The candidate with the fewest letters to change, add or drop (Levenshtein), whatever their case; the first of equals.</summary>
    public static string To(string name, IReadOnlyList<string> candidates) =>
        candidates.MinBy(candidate => Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant()))!;

    private static int Distance(string a, string b)
    {
        a = a.Length > LongestCompared ? a[..LongestCompared] : a;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
