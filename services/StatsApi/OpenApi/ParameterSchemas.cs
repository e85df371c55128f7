using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace StatsApi.OpenApi;

/// <summary>What values the query's parameters take: the same as <see cref="Queries.Parameter"/> reads, in the words of JSON Schema.</summary>
internal static class ParameterSchemas
{
    private const string Letters = "[A-Za-z0-9._:-]{1,128}";

    private static readonly Dictionary<string, (string Description, Func<OpenApiSchema> Schema)> ByName = new(StringComparer.Ordinal)
    {
        ["season"] = ("Only matches of this season, for example `2015-16`; without it, of all seasons.", Id),
        ["competition"] = ("Only matches of this competition, for example `en.1`.", Id),
        ["club"] = ("Only matches of this club, at home or away.", Id),
        ["isHome"] = ("With a club: only its home matches, or only its away matches.", () => new() { Type = JsonSchemaType.Boolean }),
        ["model"] = (
            "Only these models' rows; may be repeated. Ranks stay those of the whole table.",
            () => new() { Type = JsonSchemaType.Array, Items = Id(), MaxItems = Queries.Parameter.MostModels }),
        ["models"] = (
            "The same, with commas between them.",
            () => new() { Type = JsonSchemaType.String, Pattern = $"^{Letters}(,{Letters})*$" }),
        ["dateFrom"] = ("Only matches that kicked off on this UTC day or later.", Day),
        ["dateTo"] = ("Only matches that kicked off on this UTC day or before.", Day),
        ["since"] = (
            "Only corrections after this change number, or from this UTC day on.",
            () => new() { Type = JsonSchemaType.String, Pattern = @"^(\d+|\d{4}-\d{2}-\d{2})$" }),
        ["metric"] = ("What to rank by: points for each scored prediction, all points, right tendencies in percent, or exact scores.", () => OneOf("avgPoints", "totalPoints", "accuracy", "exactScores")),
        ["compareTo"] = (
            "What `previousRank`, `rankChange` and `trend` compare with: the table before its latest UTC day with a match (`matchday`), or as it stood when this UTC day began.",
            () => new() { Type = JsonSchemaType.String, Pattern = @"^(matchday|\d{4}-\d{2}-\d{2})$", Default = JsonValue.Create("matchday") }),
        ["limit"] = (
            "Rows on one page.",
            () => new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1", Maximum = "100", Default = JsonValue.Create(50) }),
        ["cursor"] = (
            "Where the page begins: `meta.pagination.nextCursor` of the page before. All other parameters stay the same, but for `around`, which is left out.",
            () => new() { Type = JsonSchemaType.String }),
        ["around"] = ("The page around this model's row, rather than the first one. Not with `model`, `models` or `cursor`.", Id),
        ["minVersion"] = (
            "No version of `meta.scope` older than this: waits for it up to two seconds, then 503. It is what a client has seen as `meta.version`, or in `tags` of an event.",
            () => new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" }),
        ["lastEventId"] = (
            "The id of the last event that the client got, to get what it has missed since. The header `Last-Event-ID`, which browsers send by themselves, goes before it.",
            () => new() { Type = JsonSchemaType.String }),
        ["ticket"] = ("In place of a key, for browsers' EventSource, which can't send one. `POST /api/stats/stream/tickets` gives it.", () => new() { Type = JsonSchemaType.String }),
    };

    /// <param name="name">One of those that some endpoint takes.</param>
    public static OpenApiParameter Of(string name)
    {
        var (description, schema) = ByName[name];
        return new OpenApiParameter { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema() };
    }

    /// <summary>An id in a path.</summary>
    public static OpenApiSchema Id() => new() { Type = JsonSchemaType.String, Pattern = $"^{Letters}$" };

    private static OpenApiSchema Day() => new() { Type = JsonSchemaType.String, Format = "date" };

    private static OpenApiSchema OneOf(params string[] values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => JsonValue.Create(value))], Default = JsonValue.Create(values[0]) };
}
