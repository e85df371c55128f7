namespace Bench;

/// <summary>The part of a page of the documentation that a suite writes: all lines between two marks.</summary>
/// <param name="page">The page, from the root of the repository.</param>
/// <param name="suite">The suite that the marks name.</param>
internal sealed class MarkedSection(string page, string suite)
{
    private readonly string _begin = $"<!-- {suite}: begin -->\n";
    private readonly string _end = $"<!-- {suite}: end -->\n";

    /// <summary>Replaces the lines between the marks.</summary>
    /// <exception cref="LauncherException">The page has no such marks.</exception>
    public void Write(string lines)
    {
        var path = Path.Combine(Repository.Root, page);
        File.WriteAllText(path, Replace(File.ReadAllText(path), lines));
    }

    /// <summary>Returns the text of a page with other lines between the marks.</summary>
    /// <exception cref="LauncherException">The text has no such marks.</exception>
    public string Replace(string text, string lines)
    {
        var (begin, end) = (text.IndexOf(_begin, StringComparison.Ordinal), text.IndexOf(_end, StringComparison.Ordinal));
        return begin >= 0 && begin < end
            ? $"{text[..(begin + _begin.Length)]}{lines}{text[end..]}"
            : throw new LauncherException($"{page} has no lines {_begin.Trim()} and {_end.Trim()}, between which the figures belong.");
    }

    /// <summary>A row of a table.</summary>
    public static string Row(params IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    /// <summary>The head of a table with these columns.</summary>
    public static string Head(params IReadOnlyList<string> columns) => Row(columns) + Row([.. columns.Select(_ => "---")]);
}
