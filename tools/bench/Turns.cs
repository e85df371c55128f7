namespace Bench;

/// <summary>Two things measured in turns, so that whatever else the machine does meets both.</summary>
internal static class Turns
{
    /// <summary>Takes turns; the first third only warms up.</summary>
    /// <param name="rounds">Pairs of turns that count.</param>
    /// <param name="one">Does one thing once, and says how long it took.</param>
    /// <param name="other">The other thing; both are given the number of the round.</param>
    /// <returns>The middle of each.</returns>
    public static async Task<(double One, double Other)> MedianAsync(int rounds, Func<int, Task<double>> one, Func<int, Task<double>> other)
    {
        var (ones, others) = (new List<double>(), new List<double>());
        var warmUp = (rounds + 2) / 3;
        for (var round = 0; round < warmUp + rounds; round++)
        {
            // Whoever goes first changes: a machine that warms up or slows down favours neither.
            var (first, second) = round % 2 == 0 ? (one, other) : (other, one);
            var (a, b) = (await first(round), await second(round));
            if (round < warmUp)
                continue;
            ones.Add(round % 2 == 0 ? a : b);
            others.Add(round % 2 == 0 ? b : a);
        }
        return (Figure.Median(ones), Figure.Median(others));
    }
}
