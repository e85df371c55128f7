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
        new("urn:stats:problem:invalid-parameter", "Invalid parameter", 400) { Detail = errors[0].Message, Errors = errors };

    public static Problem InvalidBody(IReadOnlyList<ParameterError> errors) =>
        new("urn:stats:problem:invalid-body", "Invalid body", 400) { Detail = errors[0].Message, Errors = errors };

    public static Problem BodyTooLarge(int bytes) => Of(413) with { Detail = $"The body may have {bytes} bytes at most." };

    public static Problem UnknownId(string kind, string id) =>
        Of(404) with { Detail = $"The {kind} {Cut(id)} is unknown." };

    public static Problem Unavailable(TimeSpan retryAfter) =>
        new("urn:stats:problem:unavailable", "Temporarily unavailable", 503)
        {
            Detail = "The data can't be read now. Try again after the time in Retry-After.",
            RetryAfter = retryAfter,
        };

    public static Problem VersionNotReached(string detail) =>
        new("urn:stats:problem:version-not-reached", "Version not reached", 503)
        {
            Detail = detail,
            Errors = [new("minVersion", detail)],
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    public static Problem RateLimited(long limit, TimeSpan reset) =>
        new("urn:stats:problem:rate-limited", "Too many requests", 429)
        {
            Detail = $"The limit is {limit} requests per minute. Try again after the time in Retry-After.",
            RetryAfter = reset,
        };

    public static Problem StreamsLimited(int most, TimeSpan retryAfter) =>
        new("urn:stats:problem:streams-limited", "The key has too many streams", 429)
        {
            Detail = $"The key has {most} streams open on this replica, which is its limit. Close one, or ask the operator for more.",
            RetryAfter = retryAfter,
        };

    public static Problem TooManyStreams(TimeSpan retryAfter) =>
        new("urn:stats:problem:too-many-streams", "Too many open streams", 503)
        {
            Detail = "This replica has no room for more streams. Try again: another one may have.",
            RetryAfter = retryAfter,
        };

    public static Problem TicketUsed() =>
        Of(401) with { Detail = "This ticket was already used. Get another one with POST /api/stats/stream/tickets." };

    public static Problem UnexpectedBody() => Of(400) with { Detail = "A request with this method must not have a body." };

    /// <summary>Shortens client input for a message.</summary>
    public static string Cut(string sent) => sent.Length <= LongestRepeated ? sent : $"{sent[..LongestRepeated]}…";

    public static Problem Of(int status) => status switch
    {
        400 => new("urn:stats:problem:bad-request", "Bad request", status),
        401 => new("urn:stats:problem:unauthorized", "A valid key is required", status)
        {
            Detail = "Send a valid key as: Authorization: Bearer <key>",
        },
        403 => new("urn:stats:problem:forbidden", "The key lacks a scope", status)
        {
            Detail = $"Use a key with the scope {KeyRing.ReadScope}.",
        },
        404 => new("urn:stats:problem:not-found", "Not found", status) { Detail = "There is no page at this address." },
        405 => new("urn:stats:problem:method-not-allowed", "Method not allowed", status)
        {
            Detail = "The header Allow lists the allowed methods.",
        },
        413 => new("urn:stats:problem:body-too-large", "The body is too large", status),
        414 => new("urn:stats:problem:address-too-long", "The address is too long", status)
        {
            Detail = $"An address may have {Credentials.LongestTarget} bytes at most.",
        },
        415 => new("urn:stats:problem:http-415", "Unsupported Media Type", status) { Detail = "Send the body as application/json." },
        500 => new("urn:stats:problem:internal", "Internal error", status) { Detail = "Report the trace id to the operator." },
        503 => Unavailable(TimeSpan.FromSeconds(1)),
        _ => new($"urn:stats:problem:http-{status}", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), status),
    };
}

/// <summary>An error in one parameter or member.</summary>
/// <param name="Parameter">The name of the parameter or member, or <c>body</c> for the whole body.</param>
/// <param name="Message">What is wrong, and what is expected.</param>
internal sealed record ParameterError(string Parameter, string Message);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
