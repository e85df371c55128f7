using System.Globalization;

namespace StatsWeb.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Values">A value for each place on the x axis; null for none.</param>
public sealed record LineSeries(string Name, IReadOnlyList<double?> Values)
{
    /// <summary>The points of an SVG polyline in a box of 1000 × 100.</summary>
    /// <param name="places">Where each value is on the x axis, 0 to 1.</param>
    /// <param name="axis">The y axis.</param>
    /// <param name="isInverted">Whether the lowest value is on top.</param>
    internal string Points(IReadOnlyList<double> places, ChartAxis axis, bool isInverted) => string.Join(' ', Values.Zip(places)
        .Where(value => value.First is not null)
        .Select(value => string.Create(
            CultureInfo.InvariantCulture, $"{1000 * value.Second:0.#},{100 * axis.Down(value.First!.Value, isInverted):0.#}")));
}
