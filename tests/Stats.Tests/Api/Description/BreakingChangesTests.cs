using System.Text.Json.Nodes;
using Stats.Tests.Contracts.Schemas;

namespace Stats.Tests.Api.Description;

public sealed class BreakingChangesTests
{
    private static readonly string Committed = File.ReadAllText(DescriptionTests.File);

    /// <summary>An edit of the description (a path and the new value; null removes the element) and the expected finding.</summary>
    public static TheoryData<string, string?, string> Breaks => new()
    {
        { "paths./api/stats/leaderboard", null, "GET /api/stats/leaderboard is gone" },
        { "paths./api/stats/leaderboard.get.operationId", "\"other\"", "has another operationId" },
        { "paths./api/stats/leaderboard.get.parameters", "[]", "season is gone" },
        { "paths./api/stats/leaderboard.get.parameters.0.required", "true", "season is required now" },
        { "paths./api/stats/leaderboard.get.parameters.0.schema.type", "\"integer\"", "season is integer, was string" },
        { "paths./api/stats/leaderboard.get.parameters.0.schema.enum", "[\"2015-16\"]", "season is one of 2015-16, was one of anything" },
        { "paths./api/stats/leaderboard.get.responses.200", null, "200 is gone" },
        { "components.schemas.Row.properties.trend", null, ".trend is gone" },
        { "components.schemas.Row.properties.trend.enum", null, "was one of down, new, same, up" },
        { "components.schemas.Row.properties.trend.type", "[\"null\",\"string\"]", ".trend is null, string, was string" },
        { "components.schemas.Row.required", "[]", "may be missing now" },
        { "components.schemas.Meta.properties.pagination.oneOf.1.$ref", "\"#/components/schemas/Club\"", ".totalCount is gone" },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_breaking_change_is_found(string path, string? value, string found)
    {
        var after = JsonNode.Parse(Committed)!;
        JsonEdit.Set(after, path, value);
        Assert.Contains(
            BreakingChanges.Between(JsonNode.Parse(Committed)!, after), change => change.Contains(found, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("paths./api/stats/new", """{"get":{"operationId":"getNew"}}""")]
    [InlineData("components.schemas.Row.properties.new", """{"type":"string"}""")]
    [InlineData("paths./api/stats/leaderboard.get.summary", "\"Other words\"")]
    [InlineData("paths./api/stats/leaderboard.get.parameters.0.schema.type", """["string","integer"]""")]
    [InlineData("components.schemas.Row.properties.trend.enum", """["new","up"]""")]
    public void Additions_and_compatible_changes_break_no_client(string path, string value)
    {
        var after = JsonNode.Parse(Committed)!;
        JsonEdit.Set(after, path, value);
        Assert.Empty(BreakingChanges.Between(JsonNode.Parse(Committed)!, after));
    }
}
