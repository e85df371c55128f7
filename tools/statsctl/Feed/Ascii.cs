using System.Text;

namespace Statsctl.Feed;

/// <summary>
/// Folds text to ASCII: compatibility decomposition (NFKD) without the characters that are not ASCII. It uses a table, because
/// <see cref="string.Normalize()"/> needs ICU: with InvariantGlobalization it silently returns its input.
/// </summary>
internal static class Ascii
{
    private static readonly Dictionary<int, string> Decomposed = ReadTable();

    /// <summary><c>München</c> becomes <c>Munchen</c>, <c>Brøndby</c> becomes <c>Brndby</c> (ø does not decompose).</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
                folded.Append((char)rune.Value);
            else if (Decomposed.TryGetValue(rune.Value, out var ascii))
                folded.Append(ascii);
        }
        return folded.ToString();
    }

    private static Dictionary<int, string> ReadTable()
    {
        using var resource = typeof(Ascii).Assembly.GetManifestResourceStream("nfkd-ascii.txt")!;
        using var reader = new StreamReader(resource, Encoding.ASCII);
        var table = new Dictionary<int, string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var end = line.LastIndexOf('"');
            foreach (var code in line[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                table.Add(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture), line[1..end]);
        }
        return table;
    }
}
