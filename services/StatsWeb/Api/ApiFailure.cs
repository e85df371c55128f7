namespace StatsWeb.Api;

/// <summary>StatsApi refused a request or can't be reached. A missing page is no failure: it is null.</summary>
/// <param name="status">The status for the browser: 400 for a refused parameter, otherwise 503.</param>
/// <param name="message">What happened, for people.</param>
/// <param name="cause">The cause, for logs.</param>
internal sealed class ApiFailure(int status, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The status for the browser.</summary>
    public int Status => status;

    /// <summary>Whether a later try may succeed.</summary>
    public bool IsOutage => status == StatusCodes.Status503ServiceUnavailable;
}
