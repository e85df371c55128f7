namespace StatsApi.RateLimits;

/// <summary>The rate limits (<c>RateLimits__*</c>).</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>
    /// Requests per minute: of one key over all replicas, unless <c>Auth__Keys__0__PerMinute</c> is set; and of one network without a valid
    /// key, on each replica.
    /// </summary>
    [Range(1, KeyOptions.MostPerMinute, ErrorMessage = "RateLimits__PerMinute must be from 1 to 100000000, for example 100.")]
    public int PerMinute { get; set; } = 100;
}
