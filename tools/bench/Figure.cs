using Spectre.Console;

namespace Bench;

/// <summary>One measured ratio and what was promised of it.</summary>
/// <param name="What">What is compared with which baseline.</param>
/// <param name="Ratio">Measured to baseline.</param>
/// <param name="Least">Where the promise is a floor.</param>
/// <param name="Most">Where it is a ceiling.</param>
public sealed record Figure(string What, double Ratio, double? Least = null, double? Most = null)
{
    /// <summary>Whether the promise is kept.</summary>
    public bool Holds => Ratio >= (Least ?? double.MinValue) && Ratio <= (Most ?? double.MaxValue);

    /// <summary>What was promised, in signs; nothing for a figure that is only shown.</summary>
    public string Promise => this switch { { Least: { } least } => $"≥ {least:0.###}", { Most: { } most } => $"≤ {most:0.###}", _ => "" };

    /// <summary>Prints the figures of a suite.</summary>
    /// <returns>0 if all hold, else 1.</returns>
    public static int Print(IReadOnlyList<Figure> figures)
    {
        var table = new Table().AddColumns("Figure", "Ratio", "Promised", "");
        foreach (var figure in figures)
        {
            table.AddRow(
                figure.What.EscapeMarkup(),
                $"{figure.Ratio:0.###}",
                figure.Promise,
                figure switch { { Least: null, Most: null } => "", { Holds: true } => "holds", _ => "missed" });
        }
        AnsiConsole.Write(table);
        return figures.All(figure => figure.Holds) ? 0 : 1;
    }

    /// <summary>The middle of some measurements.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
