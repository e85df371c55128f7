namespace StatsWeb.Words;

/// <summary>Finds the ids and names that are most like a mistyped one.</summary>
internal static class Nearest
{
    // An address may name any text, and each comparison costs the product of both lengths.
    private const int Longest = 60;

    /// <summary>The nearest candidates, best first; none that is quite different.</summary>
    public static IReadOnlyList<T> Of<T>(
        string wanted, IEnumerable<T> candidates, Func<T, string> id, Func<T, string> name, int most = 3) =>
    [
        .. candidates
            .Select(candidate => (candidate, distance: Math.Min(Distance(wanted, id(candidate)), Distance(wanted, name(candidate)))))
            .Where(found => found.distance <= 0.6)
            .OrderBy(found => found.distance)
            .Take(most)
            .Select(found => found.candidate),
    ];

    /// <summary>The Levenshtein distance relative to the longer text, 0 to 1; less if one contains the other.</summary>
    public static double Distance(string one, string other)
    {
        var (a, b) = (Plain(one), Plain(other));
        if (a.Length == 0 || b.Length == 0)
            return 1;
        var contained = a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal) ? 0.5 : 1;
        return contained * Edits(a, b) / Math.Max(a.Length, b.Length);
    }

    private static string Plain(string text) =>
        new([.. text.ToLowerInvariant().Where(char.IsLetterOrDigit).Take(Longest)]);

    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (row[j], diagonal) = (Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)), row[j]);
        }
        return row[^1];
    }
}
