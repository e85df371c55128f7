using StatsApi.Pages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Accuracy;

internal static class AccuracyEndpoints
{
    private static readonly Parameter[] Filters =
        [Parameter.Season, Parameter.Competition, Parameter.Club, Parameter.IsHome, Parameter.DateFrom, Parameter.DateTo];

    private static readonly Parameter[] OfTable =
    [
        .. Filters, Parameter.Model, Parameter.Models, Parameter.Provider, Parameter.MinPredictions, Parameter.Metric, Parameter.Order,
        Parameter.Limit, Parameter.Cursor, Parameter.MinVersion,
    ];

    public static void MapAccuracy(this IEndpointRouteBuilder stats)
    {
        stats
            .MapPage("accuracy", OfTable, AccuracyJson.Default.AccuracyTable, query =>
            {
                var scope = TableScope.Of(query);
                return new PagePlan<AccuracyTable, IReadOnlyList<AccuracyRow>>(
                    scope.Tag,
                    after => new AccuracyQuestion(scope, query, after),
                    table => new Content<IReadOnlyList<AccuracyRow>>(
                        table.Rows, table.Named.Lifetime, new ListPart(table.TotalCount, table.Last, table.First))
                    {
                        UnknownIds = table.Named.Unknown,
                    });
            })
            .Describes("Tables", "getAccuracy", "What all models predicted, by what happened")
            .WithDescription("In the order of the tables. The counts are of scored predictions.");

        stats
            .MapPage("/models/{id}/accuracy", "model-accuracy", [.. Filters, Parameter.MinVersion], AccuracyJson.Default.AccuracyRow, (id, query) =>
            {
                var scope = TableScope.Of(query);
                return new PagePlan<(NamedIds Named, AccuracyRow? Row), AccuracyRow>(
                    scope.Tag,
                    _ => new ModelAccuracyQuestion(id, scope),
                    answer => answer.Row is { } row
                        ? new Content<AccuracyRow>(row, answer.Named.Lifetime) { UnknownIds = answer.Named.Unknown }
                        : null);
            })
            .Describes("Models", "getModelAccuracy", "What one model predicted, by what happened");
    }
}
