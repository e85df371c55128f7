namespace Statsctl.DeadLetters;

/// <summary>Selects messages; a filter that is null selects all.</summary>
/// <param name="Reason">See <see cref="DeadLetter.Reason"/>.</param>
/// <param name="Field">See <see cref="DeadLetter.Field"/>; empty selects those without one.</param>
/// <param name="Match">The id of a match.</param>
public sealed record LetterFilter(string? Reason = null, string? Field = null, string? Match = null)
{
    /// <summary>Whether it selects this message.</summary>
    public bool Takes(DeadLetter letter) =>
        (Reason is null || Reason == letter.Reason)
        && (Field is null || Field == letter.Field)
        && (Match is null || Match == LetterBody.MatchId(letter.Body));
}
