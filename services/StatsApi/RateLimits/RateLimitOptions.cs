using System.ComponentModel.DataAnnotations;
using StatsApi.ApiKeys;

namespace StatsApi.RateLimits;

/// <summary>How much anybody may ask (<c>RateLimits__*</c>).</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>
    /// Requests a minute: of one key over all replicas, unless <c>Auth__Keys__0__PerMinute</c> says otherwise; and those without a valid key
    /// of one address, on each replica.
    /// </summary>
    [Range(1, KeyOptions.MostPerMinute, ErrorMessage = "RateLimits__PerMinute must be from 1 to 100000000, for example 100.")]
    public int PerMinute { get; set; } = 100;
}
