using System.Text.Json.Serialization;
using Stats.Contracts.Feed;

namespace Statsctl.FeedFiles;

/// <summary>What a finding means for its message.</summary>
public enum Severity
{
    /// <summary>The service would refuse it.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The service would take it, though perhaps not as it was meant.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,
}

/// <summary>Something about a message that its author should know.</summary>
/// <param name="File">The file, as it was given.</param>
/// <param name="Line">The line that the message begins on, or where it stops being JSON.</param>
/// <param name="Severity">Whether it would be refused.</param>
/// <param name="Reason">A reason of <see cref="Refusal"/>, or one of the constants here.</param>
/// <param name="Member">The path of the member in the body; empty for the body as a whole.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do.</param>
public sealed record FeedFileFinding(string File, int Line, Severity Severity, string Reason, string Member, string Message, string Advice)
{
    /// <summary>The routing key is none of the feed's: the broker would keep the message in <see cref="FeedExchange.Unrouted"/>.</summary>
    public const string Unrouted = "unrouted";

    /// <summary>Nothing tells which kind of message it is.</summary>
    public const string UnknownType = "unknown-type";

    /// <summary>No message has such a member; the service ignores it.</summary>
    public const string UnknownMember = "unknown-member";

    /// <summary>A model's second prediction of a match at the same moment.</summary>
    public const string SameMoment = "same-moment";

    /// <inheritdoc/>
    public override string ToString() =>
        $"{File}:{Line}: {(Severity == Severity.Refused ? "refused" : "warning")}: {Reason}{(Member.Length == 0 ? "" : $" at {Member}")}: {Message} {Advice}";
}
