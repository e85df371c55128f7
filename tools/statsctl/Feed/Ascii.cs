using System.Text;
using AnyAscii;

namespace Statsctl.Feed;

/// <summary>Folds text to ASCII. Letters of every script become Latin ones, so that no letter is lost.</summary>
internal static class Ascii
{
    /// <summary>
    /// <c>München</c> becomes <c>Munchen</c>, <c>Brøndby</c> becomes <c>Brondby</c>, <c>Спартак</c> becomes <c>Spartak</c>. Punctuation
    /// that is not ASCII is left out, so that <c>Queen’s</c> becomes <c>Queens</c>.
    /// </summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
                folded.Append((char)rune.Value);
            else if (IsPartOfAWord(rune))
                AppendLetters(folded, rune);
            else if (IsBetweenWords(rune))
                folded.Append(' ');
        }
        return folded.ToString();
    }

    // The fraction ½ becomes 12, and the soft sign of сельта nothing: neither may split a word.
    private static void AppendLetters(StringBuilder folded, Rune rune)
    {
        foreach (var letter in rune.Transliterate())
        {
            if (char.IsAsciiLetterOrDigit((char)letter))
                folded.Append((char)letter);
        }
    }

    private static bool IsPartOfAWord(Rune rune) => Rune.IsLetter(rune) || Rune.IsNumber(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsBetweenWords(Rune rune) =>
        Rune.IsSeparator(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.ModifierSymbol;
}
