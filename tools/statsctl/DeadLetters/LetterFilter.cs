namespace Statsctl.DeadLetters;

/// <summary>Selects messages; a filter that is null selects all.</summary>
/// <param name="Field">See <see cref="DeadLetter.Field"/>; empty selects those without one.</param>
/// <param name="Match">The id of a match.</param>
public sealed record LetterFilter(string? Reason = null, string? Field = null, string? Match = null)
{
    public bool Takes(DeadLetter letter) =>
        (Reason is null || Reason == letter.Reason)
        && (Field is null || Field == letter.Field)
        && (Match is null || Match == LetterBody.MatchId(letter.Body));
}
