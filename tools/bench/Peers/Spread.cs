namespace Bench.Peers;

/// <summary>Text for the values of several turns.</summary>
internal static class Spread
{
    /// <returns>The median, with the lowest and the highest value if they look different.</returns>
    public static string Of(IReadOnlyCollection<double> values, string format)
    {
        var (median, least, most) = (Text(Figure.Median(values)), Text(values.Min()), Text(values.Max()));
        return least == most ? median : $"{median} ({least}–{most})";

        string Text(double value) => value.ToString(format);
    }
}
