using System.Globalization;
using System.Text;

namespace Stats.Contracts.Feed;

/// <summary>What a feed sent, as messages for people may quote it: short, and without a character that does anything to a terminal or a log.</summary>
public static class Excerpt
{
    /// <summary>The beginning of a text, with every character that isn't to be seen written as <c>\u0000</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">About how many characters of it.</param>
    public static string Of(string text, int most = 60)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= most)
                return shown.Append('…').ToString();
            // Format characters too: they turn the direction of what follows around.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                shown.Append(rune);
        }
        return shown.ToString();
    }
}
