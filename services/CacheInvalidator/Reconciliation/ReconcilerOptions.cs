using System.ComponentModel.DataAnnotations;

namespace CacheInvalidator.Reconciliation;

/// <summary>Settings of the reconciler (<c>Reconciler__*</c>).</summary>
internal sealed class ReconcilerOptions
{
    public const string Section = "Reconciler";

    /// <summary>The wait between reads of the change log. Unannounced changes invalidate after twice this at the latest.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00",
        ErrorMessage = "Reconciler__Interval must be a time from 00:00:00.1 to 00:01:00, for example 00:00:01.")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);
}
