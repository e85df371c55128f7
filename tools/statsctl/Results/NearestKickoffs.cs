namespace Statsctl.Results;

/// <summary>Pairs the meetings of two clubs with the stored ones by their kickoffs.</summary>
internal static class NearestKickoffs
{
    /// <summary>
    /// Pairs as many as possible so that the sum of the time differences is the least; then the order of time is the same on both sides.
    /// </summary>
    /// <param name="one">In the order of time.</param>
    /// <param name="other">In the order of time.</param>
    /// <returns>Pairs of positions.</returns>
    public static List<(int One, int Other)> Pair(DateTimeOffset[] one, DateTimeOffset[] other)
    {
        if (one.Length > other.Length)
            return Pair(other, one).ConvertAll(pair => (pair.Other, pair.One));
        if (one.Length == other.Length)
            return [.. Enumerable.Range(0, one.Length).Select(n => (n, n))];
        // The least sum with which the first of one are paired with some of the first of the other.
        var least = new long[one.Length + 1, other.Length + 1];
        for (var i = 1; i <= one.Length; i++)
        {
            least[i, i - 1] = long.MaxValue;
            for (var j = i; j <= other.Length - (one.Length - i); j++)
                least[i, j] = Math.Min(least[i, j - 1], least[i - 1, j - 1] + Apart(i, j));
        }
        var pairs = new List<(int One, int Other)>();
        for (var (i, j) = (one.Length, other.Length); i > 0; j--)
        {
            if (least[i, j] == least[i, j - 1])
                continue;
            pairs.Add((--i, j - 1));
        }
        return pairs;

        long Apart(int i, int j) => Math.Abs((one[i - 1] - other[j - 1]).Ticks);
    }
}
