using StatsApi.Problems;

namespace StatsApi.Queries;

internal static class EndpointDescription
{
    /// <summary>Describes an endpoint, but for what it takes and answers.</summary>
    /// <param name="endpoint">Which one.</param>
    /// <param name="tag">What kind of page it is.</param>
    /// <param name="name">Its operation id: what generated clients call it.</param>
    /// <param name="summary">What it is for, in one line.</param>
    public static RouteHandlerBuilder Describes(this RouteHandlerBuilder endpoint, string tag, string name, string summary) =>
        endpoint.WithTags(tag).WithName(name).WithSummary(summary);

    /// <summary>Says which query parameters an endpoint takes, and with which problems any request may be answered.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, IReadOnlyList<Parameter> parameters) =>
        endpoint.WithMetadata([.. parameters]).MayRefuse(400, 401, 403, 429, 503);
}
