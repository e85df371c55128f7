using System.Text.Json.Serialization.Metadata;

namespace StatsApi.Discovery;

/// <summary>Lists of all ids that paths and filters take.</summary>
internal static class DiscoveryEndpoints
{
    private static readonly Parameter[] AfterLimit = [Parameter.Cursor, Parameter.MinVersion];

    public static void MapDiscovery(this IEndpointRouteBuilder stats)
    {
        Map("seasons", [Parameter.Competition, Parameter.Club, Parameter.Limit], Listings.Seasons, DiscoveryJson.Default.Seasons)
            .Describes("Lists", "getSeasons", "The seasons, newest first");
        Map(
            "competitions",
            [Parameter.Season, Parameter.Club, Parameter.Limit],
            Listings.Competitions,
            DiscoveryJson.Default.Competitions)
            .Describes("Lists", "getCompetitions", "The competitions");
        Map("clubs", [Parameter.Season, Parameter.Competition, Parameter.Limit], Listings.Clubs, DiscoveryJson.Default.Clubs)
            .Describes("Lists", "getClubs", "The clubs");
        Map("models", [Parameter.Season, Parameter.Competition, Parameter.Limit], Listings.Models, DiscoveryJson.Default.Models)
            .Describes("Lists", "getModels", "The models with scored predictions");
        Map(
            "matches",
            [
                Parameter.Season, Parameter.Competition, Parameter.Club, Parameter.IsHome, Parameter.DateFrom, Parameter.DateTo,
                Parameter.MatchLimit,
            ],
            Listings.Matches,
            DiscoveryJson.Default.Matches)
            .Describes("Lists", "getMatches", "The matches with a known result, newest first");

        RouteHandlerBuilder Map<T>(string kind, Parameter[] filters, Listing<T> listing, JsonTypeInfo<IReadOnlyList<T>> json) =>
            stats.MapPage(kind, [.. filters, .. AfterLimit], json, query => ListPlan.Of(
                TableScope.Of(query), after => new ListingQuestion<T>(listing, query, after), listing.PlaceOf));
    }
}
