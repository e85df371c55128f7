using System.ComponentModel.DataAnnotations;

namespace StatsApi.Pages;

/// <summary>
/// Whether a CDN may keep pages (<c>Cdn__*</c>). What it keeps is answered by it to whomever it likes, without a key or a limit of ours,
/// and as old as its operator allows.
/// </summary>
internal sealed class CdnOptions
{
    public const string Section = "Cdn";

    /// <summary>Off: pages are private, and every answer was checked.</summary>
    public bool Enabled { get; set; }

    /// <summary>How long the CDN may answer by itself unless it is told to purge.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Cdn__MaxAge must be a time from 00:00:01 to 1.00:00:00, for example 00:00:10.")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromSeconds(10);
}
