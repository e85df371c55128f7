namespace Stats.Contracts;

/// <summary>Guesses what a mistyped name was meant to be.</summary>
public static class Nearest
{
    // No name that is longer is near any of ours.
    private const int LongestCompared = 32;

    /// <summary>Ends a message about an unknown name: with the known one that is spelled nearly like it, else with all of them.</summary>
    public static string Hint(string name, IReadOnlyList<string> known) =>
        To(name, known) is { } meant ? $"Did you mean {meant}?" : $"There are: {string.Join(", ", known)}.";

    /// <summary>
    /// The known name with the fewest letters to change, add, drop or swap with the next, ignoring case; the first of equals.
    /// </summary>
    /// <returns>Null if none is near.</returns>
    public static string? To(string name, IReadOnlyList<string> known)
    {
        if (name.Length > LongestCompared)
            return null;
        var (meant, mistakes) = known
            .Select(candidate => (candidate, Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .DefaultIfEmpty(("", int.MaxValue)).MinBy(pair => pair.Item2);
        return mistakes <= Tolerated(Math.Max(name.Length, meant.Length)) ? meant : null;
    }

    // One letter in four; of a short word one.
    private static int Tolerated(int letters) => letters < 3 ? 0 : Math.Max(1, letters / 4);

    // Optimal string alignment (https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance).
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }
                var changed = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(changed, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[a.Length, b.Length];
    }
}
