namespace Statsctl.Results;

/// <summary>Competitions in a setting: an id (<c>de.1</c>), all that begin alike (<c>de.*</c>), or all (<c>*</c>).</summary>
internal sealed record CompetitionPattern(string Text)
{
    /// <summary>The expected text, for error messages.</summary>
    public const string Rule = "a competition's id such as de.1, or its beginning and a star such as de.*";

    private bool IsPrefix => Text.EndsWith('*');

    /// <summary>Sorts the narrowest pattern last: an id comes after all beginnings.</summary>
    public int Precision => IsPrefix ? Text.Length : int.MaxValue;

    public bool IsValid => Text == "*" || FeedIds.IsValid(IsPrefix ? Text[..^1] : Text);

    public bool Matches(string competitionId) =>
        IsPrefix ? competitionId.StartsWith(Text[..^1], StringComparison.Ordinal) : competitionId == Text;
}
