using System.Globalization;
using System.Text;

namespace Stats.Contracts.Feed;

/// <summary>Quotes text from a feed in error messages and logs: shortened, with control and format characters escaped.</summary>
public static class Excerpt
{
    /// <summary>The beginning of a text, with control and format characters written as <c>\u0000</c>.</summary>
    /// <param name="most">The approximate maximum length in characters.</param>
    public static string Of(string text, int most = 60)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= most)
                return shown.Append('…').ToString();
            // Format characters too: some reverse the direction of the text after them.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                shown.Append(rune);
        }
        return shown.ToString();
    }
}
