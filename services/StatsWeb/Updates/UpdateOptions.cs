using System.ComponentModel.DataAnnotations;

namespace StatsWeb.Updates;

/// <summary>Live updates of browsers (<c>Updates__*</c>).</summary>
internal sealed class UpdateOptions
{
    public const string Section = "Updates";

    /// <summary>The browsers that may listen to one replica.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Updates__MaxListeners must be from 0 to 1000000, for example 5000.")]
    public int MaxListeners { get; set; } = 5000;

    /// <summary>How often an idle stream sends a comment, so that proxies keep it open.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.100",
        "00:05:00",
        ErrorMessage = "Updates__Heartbeat must be a time from 00:00:00.100 to 00:05:00, for example 00:00:15.")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Longer silence of StatsApi's stream means that it is lost. StatsApi sends a comment every <c>LiveUpdates__Heartbeat</c>.
    /// </summary>
    [Range(
        typeof(TimeSpan),
        "00:00:01",
        "00:10:00",
        ErrorMessage = "Updates__Silence must be a time from 00:00:01 to 00:10:00, for example 00:00:40.")]
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(40);
}
