namespace StatsApi.RateLimits;

/// <summary>What became of a request at the limits; a feature of it from then on.</summary>
/// <param name="Admitted">Whether it may go on.</param>
/// <param name="Policy">The name of the limit.</param>
/// <param name="Limit">Requests in a window.</param>
/// <param name="Remaining">Those left in this window, as far as this process knows.</param>
/// <param name="Reset">When the next window begins.</param>
internal sealed record RateLimitDecision(bool Admitted, string Policy, long Limit, long Remaining, TimeSpan Reset)
{
    /// <summary>Fixed windows, by the clock.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // draft-ietf-httpapi-ratelimit-headers: lists of structured fields, t and w in whole seconds.
    public void Write(IHeaderDictionary headers)
    {
        headers["RateLimit-Policy"] = $"\"{Policy}\";q={Limit};w={(int)Window.TotalSeconds}";
        headers["RateLimit"] = $"\"{Policy}\";r={Remaining};t={(int)Math.Ceiling(Reset.TotalSeconds)}";
    }
}
