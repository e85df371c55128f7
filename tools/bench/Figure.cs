using Spectre.Console;

namespace Bench;

/// <summary>A measured value, mostly a ratio, and its target.</summary>
/// <param name="What">What is measured, or compared with which baseline.</param>
/// <param name="Value">The measured value; without a unit its ratio to the baseline, or a count.</param>
/// <param name="Least">The least allowed; null for no lower target.</param>
/// <param name="Most">The most allowed; null for no upper target.</param>
/// <param name="Unit">The unit of the value and the target, such as <c>ms</c>; null for none.</param>
public sealed record Figure(string What, double Value, double? Least = null, double? Most = null, string? Unit = null)
{
    public bool Holds => Value >= (Least ?? double.MinValue) && Value <= (Most ?? double.MaxValue);

    /// <summary>The target as text; empty for a figure without one.</summary>
    public string Target => this switch { { Least: { } least } => $"≥ {Text(least)}", { Most: { } most } => $"≤ {Text(most)}", _ => "" };

    /// <returns>0 if all hold, else 1.</returns>
    public static int Print(IReadOnlyList<Figure> figures)
    {
        var table = new Table().AddColumns("Figure", "Value", "Target", "");
        foreach (var figure in figures)
        {
            table.AddRow(
                figure.What.EscapeMarkup(),
                figure.Text(figure.Value),
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

    /// <summary>The nearest-rank percentile.</summary>
    /// <param name="share">From 0 to 1; 0.95 for the 95th percentile.</param>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    private string Text(double value) => Unit is null ? $"{value:0.###}" : $"{value:0.###} {Unit}";
}
