namespace StatsWeb.Charts;

/// <summary>The range of an axis of numbers, with round numbers on it.</summary>
/// <param name="Low">The lowest number on the axis.</param>
/// <param name="High">The highest one.</param>
/// <param name="Ticks">The numbers that are written, in ascending order.</param>
internal sealed record ChartAxis(double Low, double High, IReadOnlyList<double> Ticks)
{
    private const double Lines = 4;

    // Quotients such as 1.8 / 0.1 are not exact.
    private const double Error = 1e-9;

    /// <summary>An axis that begins and ends with round numbers around the values.</summary>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value.</param>
    /// <param name="smallest">The smallest step, such as 1 for whole numbers.</param>
    public static ChartAxis Around(double low, double high, double smallest)
    {
        var step = Step(high - low, smallest);
        var first = Math.Floor((low / step) + Error);
        var last = Math.Max(first + 1, Math.Ceiling((high / step) - Error));
        return new ChartAxis(first * step, last * step, Multiples(step, first, last));
    }

    /// <summary>An axis with fixed ends, such as for ranks: the lowest number, then round ones.</summary>
    /// <param name="low">The lowest number on the axis.</param>
    /// <param name="high">The highest one.</param>
    /// <param name="smallest">The smallest step.</param>
    public static ChartAxis Within(double low, double high, double smallest)
    {
        var step = Step(high - low, smallest);
        // A number close to the lowest one would be written over it.
        var others = Multiples(step, Math.Floor(low / step), Math.Floor((high / step) + Error)).Where(tick => tick > low + (step / 2));
        return new ChartAxis(low, high, [low, .. others]);
    }

    /// <summary>How far below the top a number is, 0 to 1.</summary>
    /// <param name="value">The number.</param>
    /// <param name="isInverted">Whether the lowest number is on top.</param>
    public double Down(double value, bool isInverted)
    {
        var share = High > Low ? (value - Low) / (High - Low) : 0.5;
        return isInverted ? share : 1 - share;
    }

    /// <summary>Where each day is between the first and the last one, 0 to 1; a single day is in the middle.</summary>
    public static IReadOnlyList<double> Places(IReadOnlyList<DateOnly> days)
    {
        if (days.Count == 0)
            return [];
        var (first, span) = (days[0].DayNumber, days[^1].DayNumber - days[0].DayNumber);
        return [.. days.Select(day => span == 0 ? 0.5 : (double)(day.DayNumber - first) / span)];
    }

    private static double[] Multiples(double step, double first, double last) =>
        [.. Enumerable.Range(0, (int)(last - first) + 1).Select(n => (first + n) * step)];

    // 1, 2 or 5 times a power of ten.
    private static double Step(double range, double smallest)
    {
        var wanted = Math.Max(smallest, range / Lines);
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted) + Error));
        return power * ((wanted / power) - Error) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }
}
