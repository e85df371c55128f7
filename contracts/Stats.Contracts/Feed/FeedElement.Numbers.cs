using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stats.Contracts.Feed;

internal readonly partial struct FeedElement
{
    public int Goals(string name) => Whole(
        name, Refusal.BadGoals, 0, 99,
        number => number.StartsWith('-')
            ? "If the score is not known yet, send the message once it is."
            : "Send what one club scored in one match.");

    public int Revision(string name) => Whole(
        name, Refusal.BadJson, 1, int.MaxValue,
        number => number.Length < 10
            ? "Count each match's revisions from 1."
            : "Count each match's revisions from 1; a time in ms is too large.");

    private int Whole(string name, string reason, int least, int most, Func<string, string> whenOutside)
    {
        var found = Find(name) ?? throw Missing(name);
        if (found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out var whole) && whole >= least && whole <= most)
            return whole;
        var rule = $"must be a whole number from {least} to {most}";
        if (found.ValueKind != JsonValueKind.Number)
        {
            throw Bad(
                reason, name, $"{rule}, not {KindOf(found)}",
                found.ValueKind == JsonValueKind.String ? "Send a JSON number, without quotes." : "Send a JSON number.");
        }
        var text = found.GetRawText();
        // 2.0 is accepted, because languages with a single number type write 2 like this. Nothing is rounded: 1e-400 is refused.
        if (WholePattern().Match(text) is not { Success: true } match)
            throw Bad(reason, name, $"{rule}, without fraction or exponent, not {Excerpt.Of(text)}", "Send a whole number, such as 2.");
        return int.TryParse(match.Groups["whole"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole)
            && whole >= least && whole <= most
                ? whole
                : throw Bad(reason, name, $"{rule}, not {Excerpt.Of(text)}", whenOutside(text));
    }

    [GeneratedRegex(@"^(?<whole>-?[0-9]+)(?:\.0+)?\z")]
    private static partial Regex WholePattern();
}
