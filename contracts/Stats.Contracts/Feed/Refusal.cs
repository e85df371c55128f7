namespace Stats.Contracts.Feed;

/// <summary>Why a message is refused. It ends in the error queue unchanged, with this in its headers.</summary>
public static class Refusal
{
    /// <summary>Header with one of the reasons below.</summary>
    public const string ReasonHeader = "stats-reason";

    /// <summary>Header with the path of the member at fault, such as <c>score.regularTime.home</c>.</summary>
    public const string FieldHeader = "stats-field";

    /// <summary>Header with the name of the service that refused it.</summary>
    public const string ServiceHeader = "stats-service";

    /// <summary>Header with when that was, in RFC 3339.</summary>
    public const string TimeHeader = "stats-refused-at";

    /// <summary>Header with the trace that it belongs to, 32 hexadecimal digits; empty if there is none.</summary>
    public const string TraceHeader = "stats-trace-id";

    /// <summary>A required member is absent, null or blank.</summary>
    public const string MissingField = "missing-field";

    /// <summary>An id is not 1 to 128 of <c>A-Z a-z 0-9 . _ : -</c>.</summary>
    public const string BadId = "bad-id";

    /// <summary>Goals are not a whole number from 0 to 99.</summary>
    public const string BadGoals = "bad-goals";

    /// <summary>A time is not RFC 3339 with an offset, or before 1850.</summary>
    public const string BadTime = "bad-time";

    /// <summary>The body is not JSON of the message's shape.</summary>
    public const string BadJson = "bad-json";

    /// <summary>The body is larger than <see cref="FeedReader.MaxBytes"/>.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The message contradicts another under the same revision.</summary>
    public const string Conflict = "conflict";
}

/// <summary>A message that can't be taken as it is; sending it again changes nothing.</summary>
public sealed class RefusedException(string reason, string field, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of the constants of <see cref="Refusal"/>.</summary>
    public string Reason { get; } = reason;

    /// <summary>The path of the member at fault; empty for the body as a whole.</summary>
    public string Field { get; } = field;
}
