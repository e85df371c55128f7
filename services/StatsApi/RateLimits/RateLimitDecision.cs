namespace StatsApi.RateLimits;

/// <summary>The decision of the rate limits on a request, kept as a feature.</summary>
/// <param name="Admitted">Whether the request is admitted.</param>
/// <param name="Policy">The name of the limit.</param>
/// <param name="Limit">Requests per window.</param>
/// <param name="Remaining">Requests left in this window, as far as this process knows.</param>
/// <param name="Reset">The time until the next window.</param>
internal sealed record RateLimitDecision(bool Admitted, string Policy, long Limit, long Remaining, TimeSpan Reset)
{
    /// <summary>The length of a window. Windows begin at full minutes of the clock.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // draft-ietf-httpapi-ratelimit-headers: lists of structured fields, t and w in whole seconds.
    public void Write(IHeaderDictionary headers)
    {
        headers["RateLimit-Policy"] = $"\"{Policy}\";q={Limit};w={(int)Window.TotalSeconds}";
        headers["RateLimit"] = $"\"{Policy}\";r={Remaining};t={(int)Math.Ceiling(Reset.TotalSeconds)}";
    }
}
