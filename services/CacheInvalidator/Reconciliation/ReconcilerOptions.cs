using System.ComponentModel.DataAnnotations;

namespace CacheInvalidator.Reconciliation;

/// <summary>How the log of changes is followed (<c>Reconciler__*</c>).</summary>
internal sealed class ReconcilerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Reconciler";

    /// <summary>How often the log is looked at. What was not announced invalidates after twice this at the latest.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ErrorMessage = "Reconciler__Interval must be a time from 00:00:00.1 to 00:01:00, for example 00:00:01.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);
}
