namespace Bench;

/// <summary>Measures two things in turns, so that other load on the machine affects both.</summary>
internal static class Turns
{
    /// <summary>Takes the turns; the first third only warms up.</summary>
    /// <param name="rounds">Pairs of turns that count.</param>
    /// <param name="one">Does the first thing once and returns its duration.</param>
    /// <param name="other">Does the other thing. Both get the number of the round.</param>
    /// <returns>The median of each.</returns>
    public static async Task<(double One, double Other)> MedianAsync(int rounds, Func<int, Task<double>> one, Func<int, Task<double>> other)
    {
        var warmUp = (rounds + 2) / 3;
        var pairs = (await PairsAsync(warmUp + rounds, one, other))[warmUp..];
        return (Figure.Median(pairs.Select(pair => pair.One)), Figure.Median(pairs.Select(pair => pair.Other)));
    }

    /// <summary>Takes the turns, and returns all measurements.</summary>
    public static async Task<List<(T One, T Other)>> PairsAsync<T>(int rounds, Func<int, Task<T>> one, Func<int, Task<T>> other)
    {
        var pairs = new List<(T, T)>();
        for (var round = 0; round < rounds; round++)
        {
            // The first one changes, so that a machine that warms up or slows down favours neither.
            var (first, second) = round % 2 == 0 ? (one, other) : (other, one);
            var (a, b) = (await first(round), await second(round));
            pairs.Add(round % 2 == 0 ? (a, b) : (b, a));
        }
        return pairs;
    }
}
