namespace StatsApi.Problems;

/// <summary>Problem details (RFC 9457). Types are stable, because programs depend on them.</summary>
/// <param name="Type">The kind of error, for programs: <c>urn:stats:problem:</c> and a word.</param>
/// <param name="Title">The kind of error, for people.</param>
/// <param name="Status">The HTTP status.</param>
internal sealed record Problem(string Type, string Title, int Status)
{
    private const int LongestRepeated = 128;

    /// <summary>What went wrong with this request.</summary>
    public string? Detail { get; init; }

    /// <summary>The invalid parameters or members of the body.</summary>
    public IReadOnlyList<ParameterError>? Errors { get; init; }

    /// <summary>The id by which an operator finds the request.</summary>
    public string? TraceId { get; init; }

    /// <summary>The last word of the type, for metrics.</summary>
    [JsonIgnore]
    public string Reason => Type[(Type.LastIndexOf(':') + 1)..];

    /// <summary>How long to wait before trying again.</summary>
    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    public static Problem InvalidParameters(IReadOnlyList<ParameterError> errors) =>
        New(400, "invalid-parameter", "Invalid parameter", errors[0].Message) with { Errors = errors };

    public static Problem InvalidBody(IReadOnlyList<ParameterError> errors) =>
        New(400, "invalid-body", "Invalid body", errors[0].Message) with { Errors = errors };

    public static Problem BodyTooLarge(int bytes) => Of(413) with { Detail = $"The body may have {bytes} bytes at most." };

    public static Problem UnknownId(string kind, string id) =>
        Of(404) with { Detail = $"The {kind} {Cut(id)} is unknown." };

    public static Problem Unavailable(TimeSpan retryAfter) => New(
        503, "unavailable", "Temporarily unavailable", "The data can't be read now. Try again after the time in Retry-After.", retryAfter);

    public static Problem VersionNotReached(string detail) =>
        New(503, "version-not-reached", "Version not reached", detail, TimeSpan.FromSeconds(1)) with
        {
            Errors = [new("minVersion", detail)],
        };

    public static Problem RateLimited(long limit, TimeSpan reset) => New(
        429, "rate-limited", "Too many requests",
        $"The limit is {limit} requests per minute. Try again after the time in Retry-After.", reset);

    public static Problem StreamsLimited(int most, TimeSpan retryAfter) => New(
        429, "streams-limited", "The key has too many streams",
        $"The key has {most} streams open on this replica, which is its limit. Close one, or ask the operator for more.", retryAfter);

    public static Problem TooManyStreams(TimeSpan retryAfter) => New(
        503, "too-many-streams", "Too many open streams",
        "This replica has no room for more streams. Try again: another one may have.", retryAfter);

    public static Problem TicketUsed() =>
        Of(401) with { Detail = "This ticket was already used. Get another one with POST /api/stats/stream/tickets." };

    public static Problem UnexpectedBody() => Of(400) with { Detail = "A request with this method must not have a body." };

    /// <summary>Shortens client input for a message.</summary>
    public static string Cut(string sent) => sent.Length <= LongestRepeated ? sent : $"{sent[..LongestRepeated]}…";

    public static Problem Of(int status) => status switch
    {
        400 => New(status, "bad-request", "Bad request"),
        401 => New(status, "unauthorized", "A valid key is required", "Send a valid key as: Authorization: Bearer <key>"),
        403 => New(status, "forbidden", "The key lacks a scope", $"Use a key with the scope {KeyRing.ReadScope}."),
        404 => New(status, "not-found", "Not found", "There is no page at this address."),
        405 => New(status, "method-not-allowed", "Method not allowed", "The header Allow lists the allowed methods."),
        413 => New(status, "body-too-large", "The body is too large"),
        414 => New(
            status, "address-too-long", "The address is too long", $"An address may have {Credentials.LongestTarget} bytes at most."),
        415 => New(status, "http-415", "Unsupported Media Type", "Send the body as application/json."),
        500 => New(status, "internal", "Internal error", "Report the trace id to the operator."),
        503 => Unavailable(TimeSpan.FromSeconds(1)),
        _ => New(status, $"http-{status}", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status)),
    };

    private static Problem New(int status, string reason, string title, string? detail = null, TimeSpan? retryAfter = null) =>
        new($"urn:stats:problem:{reason}", title, status) { Detail = detail, RetryAfter = retryAfter };
}

/// <summary>An error in one parameter or member.</summary>
/// <param name="Parameter">The name of the parameter or member, or <c>body</c> for the whole body.</param>
/// <param name="Message">What is wrong, and what is expected.</param>
internal sealed record ParameterError(string Parameter, string Message);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
