namespace StatsApi.Queries;

/// <summary>How cursors are signed (<c>Cursors__*</c>).</summary>
internal sealed class CursorOptions
{
    public const string Section = "Cursors";

    /// <summary>The secret, equal on all replicas. By default derived from the keys; changing them invalidates all cursors.</summary>
    [StringLength(
        1024,
        MinimumLength = 32,
        ErrorMessage = "Cursors__Secret must have from 32 to 1024 characters, or not be set at all, "
            + "for example from: openssl rand -hex 32")]
    public string? Secret { get; set; }
}
