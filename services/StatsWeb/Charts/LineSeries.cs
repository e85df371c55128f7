using System.Globalization;

namespace StatsWeb.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Values">A value for each place on the x axis; null for none.</param>
public sealed record LineSeries(string Name, IReadOnlyList<double?> Values)
{
    /// <summary>The points of an SVG polyline in a box of 1000 × 100.</summary>
    public string Points(double low, double high, bool isInverted) => string.Join(' ', Values.Index()
        .Where(value => value.Item is not null)
        .Select(value => string.Create(
            CultureInfo.InvariantCulture, $"{X(value.Index):0.#},{Y(value.Item!.Value, low, high, isInverted):0.#}")));

    private double X(int index) => Values.Count == 1 ? 500 : 1000.0 * index / (Values.Count - 1);

    private static double Y(double value, double low, double high, bool isInverted)
    {
        var share = high > low ? (value - low) / (high - low) : 0.5;
        return 100 * (isInverted ? share : 1 - share);
    }
}
