using System.Text.Json.Serialization.Metadata;
using StatsApi.Database;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.Pages;

/// <summary>An endpoint for pages.</summary>
/// <param name="Kind">One of <see cref="Stats.Cache.CacheKeys.Kinds"/>.</param>
/// <param name="Parameters">The query parameters that it takes.</param>
/// <param name="Json">The serializer of the <c>data</c> of its pages.</param>
/// <param name="Plan">Plans a page, from the id in its path (null if there is none) and its query.</param>
internal sealed record PageEndpoint<TAnswer, TData>(
    string Kind, IReadOnlyList<Parameter> Parameters, JsonTypeInfo<TData> Json, Func<string?, PageQuery, PagePlan<TAnswer, TData>> Plan)
{
    /// <summary>What the id in the path names: kinds such as <c>model-history</c> begin with it.</summary>
    public string Named => Kind.Split('-')[0];
}

/// <summary>The plan for loading one page.</summary>
/// <param name="Scope">The tag of its scope.</param>
/// <param name="Ask">Creates the question for the database if the page is not cached; for lists, for the rows after the cursor.</param>
/// <param name="Show">Creates the content from the answer, or null if the id is unknown.</param>
internal sealed record PagePlan<TAnswer, TData>(string Scope, Func<Cursor?, IQuestion<TAnswer>> Ask, Func<TAnswer, Content<TData>?> Show);

internal static class PageEndpointExtensions
{
    /// <summary>Maps <c>GET /{kind}</c> to a page.</summary>
    public static RouteHandlerBuilder MapPage<TAnswer, TData>(
        this IEndpointRouteBuilder stats,
        string kind,
        IReadOnlyList<Parameter> parameters,
        JsonTypeInfo<TData> json,
        Func<PageQuery, PagePlan<TAnswer, TData>> plan)
        where TData : notnull
    {
        var endpoint = new PageEndpoint<TAnswer, TData>(kind, parameters, json, (_, query) => plan(query));
        return stats
            .MapGet($"/{kind}", (HttpRequest request, PageReader pages, CancellationToken cancellationToken) =>
                pages.GetAsync(endpoint, null, request, cancellationToken))
            .Takes(parameters)
            .Produces<Page<TData>>();
    }

    /// <summary>Maps <c>GET</c> of a route with an <c>{id}</c> to a page.</summary>
    public static RouteHandlerBuilder MapPage<TAnswer, TData>(
        this IEndpointRouteBuilder stats,
        string route,
        string kind,
        IReadOnlyList<Parameter> parameters,
        JsonTypeInfo<TData> json,
        Func<string, PageQuery, PagePlan<TAnswer, TData>> plan)
        where TData : notnull
    {
        var endpoint = new PageEndpoint<TAnswer, TData>(kind, parameters, json, (id, query) => plan(id!, query));
        return stats
            .MapGet(route, (string id, HttpRequest request, PageReader pages, CancellationToken cancellationToken) =>
                pages.GetAsync(endpoint, id, request, cancellationToken))
            .Takes(parameters)
            .Produces<Page<TData>>()
            .MayRefuse(404);
    }
}
