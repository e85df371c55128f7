namespace Bench.Peers;

/// <summary>All that <c>bench peers</c> measures.</summary>
internal sealed class PeerResult
{
    private const int LineLength = 120;

    private readonly Dictionary<(PeerFigure, Contender), List<double>> _values = [];

    public void Add(PeerFigure figure, Contender contender, double value)
    {
        if (!_values.TryGetValue((figure, contender), out var values))
            _values[(figure, contender)] = values = [];
        values.Add(value);
    }

    /// <summary>The configurations and the tables for the documentation. The best of the caches in each column is bold.</summary>
    public string Text() => string.Concat(
        Contender.All.Select(contender => Wrapped($"- {$"{contender.Name} {contender.Version}".Trim()}: {contender.Configuration}", "  "))
            .Append("\n")
            .Concat(PeerFigure.Tables.Select(table => TableOf(table.Caption, table.Figures))));

    /// <summary>Text in lines that are no longer than a line of the documentation may be.</summary>
    /// <param name="indent">The beginning of every line but the first.</param>
    public static string Wrapped(string text, string indent)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + word.Length >= LineLength)
                lines.Add(indent + word);
            else
                lines[^1] += lines[^1] is "" ? word : $" {word}";
        }
        return string.Concat(lines.Select(line => $"{line}\n"));
    }

    private string TableOf(string caption, IReadOnlyList<PeerFigure> figures)
    {
        var rows = Contender.All.Where(contender => figures.Any(figure => _values.ContainsKey((figure, contender)))).ToArray();
        return rows is [] ? "" : string.Concat(
            rows.Select(contender => MarkedSection.Row([contender.Name, .. figures.Select(figure => CellOf(figure, contender))]))
                .Prepend(MarkedSection.Head(["cache", .. figures.Select(figure => figure.Title)]))
                .Prepend("\n")
                .Prepend(Wrapped($"{caption}:", ""))
                .Append("\n"));
    }

    private string CellOf(PeerFigure figure, Contender contender)
    {
        if (!_values.TryGetValue((figure, contender), out var values))
            return "";
        var text = Spread.Of(values, figure.Format);
        return IsBest(figure, contender) ? $"**{text}**" : text;
    }

    private bool IsBest(PeerFigure figure, Contender contender)
    {
        var medians = Contender.Caches.Where(cache => _values.ContainsKey((figure, cache)))
            .ToDictionary(cache => cache, cache => Figure.Median(_values[(figure, cache)]));
        return medians.TryGetValue(contender, out var own) && medians.Count > 1
            && own.Equals(figure.IsMoreBetter ? medians.Values.Max() : medians.Values.Min());
    }
}
