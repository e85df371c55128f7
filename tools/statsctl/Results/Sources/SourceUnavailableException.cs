namespace Statsctl.Results.Sources;

/// <summary>A source has no answer now: it can't be reached, has a fault, or allows no more requests for a while.</summary>
/// <param name="message">The URL, the cause, and until when if that is known.</param>
/// <param name="until">When the source allows requests again (UTC); null if that is not known.</param>
internal sealed class SourceUnavailableException(string message, DateTimeOffset? until = null, Exception? cause = null)
    : CommandFailedException(message, cause)
{
    /// <summary>When the source allows requests again (UTC); null if that is not known.</summary>
    public DateTimeOffset? Until { get; } = until;
}
