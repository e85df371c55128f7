using StatsApi.Pages;
using StatsApi.Problems;

namespace StatsApi.OpenApi;

/// <summary>The query parameters of an endpoint, by their names in <see cref="Queries.Parameter"/>.</summary>
internal sealed record QueryParameters(IReadOnlyList<string> Names);

internal static class PageDescription
{
    private const string ProblemJson = "application/problem+json";

    // What any request may be answered with.
    private static readonly int[] RequestLimits = [400, 401, 403, 429, 503];

    /// <summary>Describes an endpoint that answers with a page.</summary>
    /// <typeparam name="T">The page's <c>data</c>.</typeparam>
    /// <param name="endpoint">Which one.</param>
    /// <param name="tag">What kind of page it is.</param>
    /// <param name="name">Its operation id: what generated clients call it.</param>
    /// <param name="summary">What it is for, in one line.</param>
    /// <param name="parameters">The query parameters that it takes.</param>
    public static RouteHandlerBuilder DescribesPage<T>(
        this RouteHandlerBuilder endpoint, string tag, string name, string summary, IReadOnlyList<string> parameters)
        where T : notnull => endpoint.Describes(tag, name, summary, parameters).Produces<Page<T>>();

    /// <summary>Describes any other endpoint, but for what it answers with.</summary>
    public static RouteHandlerBuilder Describes(
        this RouteHandlerBuilder endpoint, string tag, string name, string summary, IReadOnlyList<string> parameters) => endpoint
        .WithTags(tag)
        .WithName(name)
        .WithSummary(summary)
        .WithMetadata(new QueryParameters(parameters))
        .MayRefuse(RequestLimits);

    /// <summary>Says with which problems an endpoint may answer.</summary>
    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<Problem>(status, ProblemJson);
        return endpoint;
    }
}
