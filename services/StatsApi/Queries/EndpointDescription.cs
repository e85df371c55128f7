namespace StatsApi.Queries;

internal static class EndpointDescription
{
    /// <summary>Sets the tag, the operation id and the summary of an endpoint.</summary>
    /// <param name="name">The operation id, which is the name in generated clients.</param>
    /// <param name="summary">The summary, in one line.</param>
    public static RouteHandlerBuilder Describes(this RouteHandlerBuilder endpoint, string tag, string name, string summary) =>
        endpoint.WithTags(tag).WithName(name).WithSummary(summary);

    /// <summary>Declares the query parameters of an endpoint, and the error statuses that all endpoints have.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, IReadOnlyList<Parameter> parameters) =>
        endpoint.WithMetadata([.. parameters]).MayRefuse(400, 401, 403, 429, 503);
}
