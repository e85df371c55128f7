using System.Text.Json.Serialization;
using Stats.Contracts.Feed;

namespace Statsctl.FeedFiles;

/// <summary>The consequence of a finding for its message.</summary>
public enum Severity
{
    /// <summary>The service would refuse it.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The service would accept it, though it may not mean what was intended.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,
}

/// <summary>An error or a warning about a message.</summary>
/// <param name="File">The file, as it was given.</param>
/// <param name="Line">The line where the message begins, or where it stops being JSON.</param>
/// <param name="Reason">A reason of <see cref="Refusal"/>, or one of the constants here.</param>
/// <param name="Member">The path of the member in the body; empty for the body as a whole.</param>
public sealed record FeedFileFinding(string File, int Line, Severity Severity, string Reason, string Member, string Message, string Advice)
{
    /// <summary>The routing key is unknown: the broker would keep the message in <see cref="FeedExchange.Unrouted"/>.</summary>
    public const string Unrouted = "unrouted";

    public const string UnknownType = "unknown-type";

    /// <summary>No message has such a member; the service ignores it.</summary>
    public const string UnknownMember = "unknown-member";

    /// <summary>A model's second prediction of a match at the same moment.</summary>
    public const string SameMoment = "same-moment";

    /// <summary>A result that can hardly be true.</summary>
    public const string Implausible = "implausible";

    public override string ToString() =>
        $"{File}:{Line}: {(Severity == Severity.Refused ? "refused" : "warning")}: {Reason}{(Member.Length == 0 ? "" : $" at {Member}")}: {Message} {Advice}";
}
