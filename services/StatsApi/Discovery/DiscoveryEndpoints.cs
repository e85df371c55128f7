using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using StatsApi.OpenApi;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Discovery;

/// <summary>Lists from which a client that knows nothing finds everything that it can ask about.</summary>
internal static class DiscoveryEndpoints
{
    public static void MapDiscovery(this IEndpointRouteBuilder stats)
    {
        Map(stats, Listings.Seasons, DiscoveryJson.Default.Seasons, "getSeasons", "The seasons, the newest first");
        Map(stats, Listings.Competitions, DiscoveryJson.Default.Competitions, "getCompetitions", "The competitions");
        Map(stats, Listings.Clubs, DiscoveryJson.Default.Clubs, "getClubs", "The clubs");
        Map(stats, Listings.Models, DiscoveryJson.Default.Models, "getModels", "The models that were scored");
        Map(stats, Listings.Matches, DiscoveryJson.Default.Matches, "getMatches", "The matches with a known result, the latest first");
    }

    private static void Map<T>(IEndpointRouteBuilder stats, Listing<T> listing, JsonTypeInfo json, string name, string summary) => stats
        .MapGet(
            $"/{listing.Level}",
            (HttpRequest request, PageReader pages, Paging paging, CancellationToken cancellationToken) =>
                GetAsync(listing, json, request, pages, paging, cancellationToken))
        .DescribesPage<IReadOnlyList<T>>("Lists", name, summary, listing.Allowed);

    private static async Task<Results<PageResult, ProblemResult>> GetAsync<T>(
        Listing<T> listing, JsonTypeInfo json, HttpRequest request, PageReader pages, Paging paging, CancellationToken cancellationToken)
    {
        var parsed = QueryReader.Read(request.QueryString.Value, listing.Allowed);
        if (parsed.Errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(parsed.Errors));

        var query = parsed.Query;
        var scope = TableScope.Of(query);
        var address = new PageAddress(listing.Level, null, query, scope.Tag);
        if (!paging.TryRead(address, out var after))
            return new ProblemResult(Problem.InvalidCursor());

        return await pages.GetAsync(
            request,
            address,
            new ListQuestion<T>(listing, scope, query, after),
            snapshot => new Content(
                snapshot.Answer.Rows,
                json,
                Filters.Of(query) with { Metric = null },
                paging.Of(
                    snapshot, address, after, snapshot.Answer.TotalCount, snapshot.Answer.HasMore ? listing.PlaceOf(snapshot.Answer.Rows[^1]) : null),
                new Lifetime(snapshot.Answer.Named.All(scope, []), snapshot.Answer.Named.LastKickoff)),
            listing.Level,
            cancellationToken);
    }
}
