namespace StatsApi.Pages;

/// <summary>
/// Whether a CDN may keep pages (<c>Cdn__*</c>). The CDN serves them to anyone, without a check of keys, rate limits or freshness.
/// </summary>
internal sealed class CdnOptions
{
    public const string Section = "Cdn";

    /// <summary>If off, pages are private and every response is checked for freshness.</summary>
    public bool Enabled { get; set; }

    /// <summary>How long the CDN may serve a page unless it is purged.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00",
        ErrorMessage = "Cdn__MaxAge must be a time from 00:00:01 to 1.00:00:00, for example 00:00:10.")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromSeconds(10);
}
