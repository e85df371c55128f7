using System.Text.Json.Serialization;
using StatsApi.ApiKeys;

namespace StatsApi.Problems;

/// <summary>An error as RFC 9457 has it. Types are stable: programs go by them.</summary>
/// <param name="Type">What went wrong, for programs: <c>urn:stats:problem:</c> and a word.</param>
/// <param name="Title">The same for people.</param>
/// <param name="Status">The status of the answer.</param>
internal sealed record Problem(string Type, string Title, int Status)
{
    private const int LongestRepeated = 128;

    /// <summary>What went wrong this time.</summary>
    public string? Detail { get; init; }

    /// <summary>Each parameter, or member of the body, that is wrong.</summary>
    public IReadOnlyList<ParameterError>? Errors { get; init; }

    /// <summary>Name it to the operator, who finds the request by it.</summary>
    public string? TraceId { get; init; }

    /// <summary>The type's last word, for counting.</summary>
    [JsonIgnore]
    public string Reason => Type[(Type.LastIndexOf(':') + 1)..];

    /// <summary>When to try again.</summary>
    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    public static Problem InvalidParameters(IReadOnlyList<ParameterError> errors) =>
        new("urn:stats:problem:invalid-parameter", "A parameter is wrong", 400) { Detail = errors[0].Message, Errors = errors };

    public static Problem InvalidBody(IReadOnlyList<ParameterError> errors) =>
        new("urn:stats:problem:invalid-body", "The body is wrong", 400) { Detail = errors[0].Message, Errors = errors };

    public static Problem BodyTooLarge(int bytes) => Of(413) with { Detail = $"The body may have {bytes} bytes at most." };

    public static Problem UnknownId(string kind, string id) =>
        Of(404) with { Detail = $"Nothing is known of the {kind} {Cut(id)}." };

    public static Problem Unavailable(TimeSpan retryAfter) =>
        new("urn:stats:problem:unavailable", "Not available just now", 503)
        {
            Detail = "What isn't in the cache can't be read at the moment. Try again.",
            RetryAfter = retryAfter,
        };

    public static Problem VersionNotReached(string detail) =>
        new("urn:stats:problem:version-not-reached", "That version isn't there yet", 503)
        {
            Detail = detail,
            Errors = [new("minVersion", detail)],
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    public static Problem RateLimited(long limit, TimeSpan reset) =>
        new("urn:stats:problem:rate-limited", "Too many requests", 429)
        {
            Detail = $"{limit} requests a minute are allowed. The header Retry-After tells when the next minute begins.",
            RetryAfter = reset,
        };

    public static Problem StreamsLimited(int most, TimeSpan retryAfter) =>
        new("urn:stats:problem:streams-limited", "The key has too many streams", 429)
        {
            Detail = $"The key has {most} streams open on this replica, which is its limit. Close one, or ask the operator for more.",
            RetryAfter = retryAfter,
        };

    public static Problem TooManyStreams(TimeSpan retryAfter) =>
        new("urn:stats:problem:too-many-streams", "Too many clients listen", 503)
        {
            Detail = "This replica serves no more streams. Try again: another one may have room.",
            RetryAfter = retryAfter,
        };

    public static Problem TicketUsed() =>
        Of(401) with { Detail = "This ticket was used: each opens one stream. Get another one: POST /api/stats/stream/tickets" };

    public static Problem UnexpectedBody() => Of(400) with { Detail = "A request with this method has no body." };

    /// <summary>What a client sent, as far as a message repeats it.</summary>
    public static string Cut(string sent) => sent.Length <= LongestRepeated ? sent : $"{sent[..LongestRepeated]}…";

    public static Problem Of(int status) => status switch
    {
        400 => new("urn:stats:problem:bad-request", "The request can't be understood", status),
        401 => new("urn:stats:problem:unauthorized", "A key is needed", status) { Detail = "Send a valid key as: Authorization: Bearer <key>" },
        403 => new("urn:stats:problem:forbidden", "The key isn't for this", status) { Detail = $"The key lacks the scope {KeyRing.ReadScope}." },
        404 => new("urn:stats:problem:not-found", "There is no such thing", status) { Detail = "No page has this address." },
        405 => new("urn:stats:problem:method-not-allowed", "Not with this method", status) { Detail = "The header Allow names the methods that work here." },
        413 => new("urn:stats:problem:body-too-large", "The body is too large", status),
        414 => new("urn:stats:problem:address-too-long", "The address is too long", status) { Detail = $"An address has at most {Credentials.LongestTarget} bytes." },
        415 => new("urn:stats:problem:http-415", "Unsupported Media Type", status) { Detail = "Send the body as application/json." },
        500 => new("urn:stats:problem:internal", "Something is broken here", status) { Detail = "The trace id helps the operators to find out what." },
        503 => Unavailable(TimeSpan.FromSeconds(1)),
        _ => new($"urn:stats:problem:http-{status}", Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), status),
    };
}

/// <summary>What is wrong with one parameter, said to whoever sent it.</summary>
/// <param name="Parameter">Its name; of a body the member, or <c>body</c> if it is none.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
internal sealed record ParameterError(string Parameter, string Message);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
