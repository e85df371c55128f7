using Spectre.Console;

namespace Bench;

/// <summary>A measured ratio and its target.</summary>
/// <param name="What">What is compared with which baseline.</param>
/// <param name="Ratio">Measured value to baseline.</param>
/// <param name="Least">The least allowed; null for no lower target.</param>
/// <param name="Most">The most allowed; null for no upper target.</param>
public sealed record Figure(string What, double Ratio, double? Least = null, double? Most = null)
{
    public bool Holds => Ratio >= (Least ?? double.MinValue) && Ratio <= (Most ?? double.MaxValue);

    /// <summary>The target as text; empty for a figure without one.</summary>
    public string Target => this switch { { Least: { } least } => $"≥ {least:0.###}", { Most: { } most } => $"≤ {most:0.###}", _ => "" };

    /// <returns>0 if all hold, else 1.</returns>
    public static int Print(IReadOnlyList<Figure> figures)
    {
        var table = new Table().AddColumns("Figure", "Ratio", "Target", "");
        foreach (var figure in figures)
        {
            table.AddRow(
                figure.What.EscapeMarkup(),
                $"{figure.Ratio:0.###}",
                figure.Target,
                figure switch { { Least: null, Most: null } => "", { Holds: true } => "met", _ => "missed" });
        }
        AnsiConsole.Write(table);
        return figures.All(figure => figure.Holds) ? 0 : 1;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
