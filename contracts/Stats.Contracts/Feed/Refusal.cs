namespace Stats.Contracts.Feed;

/// <summary>The reasons and headers of refused messages, which go to the error queue unchanged, with these headers added.</summary>
public static class Refusal
{
    /// <summary>Header with one of the reasons below.</summary>
    public const string ReasonHeader = "stats-reason";

    /// <summary>Header with the path of the member at fault, such as <c>score.regularTime.home</c>.</summary>
    public const string FieldHeader = "stats-field";

    /// <summary>Header with the name of the service that refused it.</summary>
    public const string ServiceHeader = "stats-service";

    /// <summary>Header with the time of the refusal, in RFC 3339.</summary>
    public const string TimeHeader = "stats-refused-at";

    /// <summary>Header with the trace id, 32 hexadecimal digits; empty if there is none.</summary>
    public const string TraceHeader = "stats-trace-id";

    /// <summary>Header with the names of the message's own headers if they were too large to be kept; else absent.</summary>
    public const string LeftOutHeader = "stats-headers-left-out";

    /// <summary>A required member is absent or null, or a text has no visible character.</summary>
    public const string MissingField = "missing-field";

    /// <summary>An id is not 1 to 128 of <c>A-Z a-z 0-9 . _ : -</c>.</summary>
    public const string BadId = "bad-id";

    /// <summary>A name or another text is too long or has control characters.</summary>
    public const string BadText = "bad-text";

    /// <summary>Goals are not a whole number from 0 to 99.</summary>
    public const string BadGoals = "bad-goals";

    /// <summary>A time is not RFC 3339 with an offset, or before 1850.</summary>
    public const string BadTime = "bad-time";

    /// <summary>The body is not JSON of the message's shape.</summary>
    public const string BadJson = "bad-json";

    /// <summary>The body is larger than <see cref="FeedReader.MaxBytes"/>.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The revision is already known with other content.</summary>
    public const string Conflict = "conflict";
}

/// <summary>A message was refused. The same message would be refused again.</summary>
/// <param name="reason">One of the constants of <see cref="Refusal"/>.</param>
/// <param name="field">The path of the member at fault; empty for the body as a whole.</param>
/// <param name="fault">What is wrong, in a sentence. It goes into logs and headers: quote a message only by <see cref="Excerpt"/>.</param>
/// <param name="advice">How to correct the message, in a sentence; may be empty.</param>
/// <param name="inner">The cause, if it is an exception.</param>
public sealed class RefusedException(string reason, string field, string fault, string advice = "", Exception? inner = null)
    : Exception(advice.Length == 0 ? fault : $"{fault} {advice}", inner)
{
    /// <summary>One of the constants of <see cref="Refusal"/>.</summary>
    public string Reason { get; } = reason;

    /// <summary>The path of the member at fault; empty for the body as a whole.</summary>
    public string Field { get; } = field;

    /// <summary>What is wrong.</summary>
    public string Fault { get; } = fault;

    /// <summary>How to correct the message; may be empty.</summary>
    public string Advice { get; } = advice;
}
