using System.Text.Json.Nodes;
using Schemas;
using Stats.Tests.Deployment;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>The schemas in <c>contracts/schemas</c> match the code and stay compatible with existing feeds and listeners.</summary>
public sealed class SchemaTests
{
    public static TheoryData<string> Messages => [.. MessageType.All.Select(message => message.Name)];

    public static TheoryData<string> Files => [.. Committed.Files.Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_committed_file_matches_the_code(string path) => Assert.True(
        await File.ReadAllTextAsync(Path.Combine(Committed.Folder, path)) == Committed.Files.Single(file => file.Path == path).Text,
        $"contracts/{path} does not match the code. Run dotnet run --project tools/schemas and commit the files.");

    [Fact]
    public void Every_schema_belongs_to_a_message() => Assert.Equal(
        MessageType.All.Select(message => message.SchemaFile).Order(),
        Directory.GetFiles(Checkout.PathOf("contracts/schemas")).Order());

    /// <summary>A message, an edit of its schema (a path and the new value; null removes the element), and the expected finding.</summary>
    public static TheoryData<string, string, string?, string> Breaks => new()
    {
        { "match-completed", "properties.season", null, "body.season is gone" },
        { "match-completed", "properties.score.properties.extraTime", null, "body.score.extraTime is gone" },
        { "match-completed", "properties.score.properties.extraTime.type", "\"object\"", "score.extraTime is object, was null, object" },
        { "match-completed", "properties.score.required", """["regularTime","penalties"]""", "body.score.penalties is required now" },
        { "match-completed", "properties.kickoff", """{"type":"integer"}""", "body.kickoff is integer, was string" },
        { "match-completed", "additionalProperties", "false", "body: other members are refused now" },
        { "match-completed", "$defs.id.pattern", "\"^[a-z]+$\"", "body.matchId: pattern is" },
        { "match-completed", "$defs.id.enum", """["en.1"]""", "body.matchId is one of en.1, was one of anything" },
        { "match-completed", "$defs.goals.maximum", "20", "maximum is 20, was 99" },
        { "match-completed", "$defs.goals.minimum", "1", "minimum is 1, was 0" },
        { "match-completed", "$defs.name.maxLength", "50", "maxLength is 50, was 200" },
        { "match-completed", "$defs.name.format", "\"email\"", "format is \"email\", was free" },
        {
            "match-completed", "properties.score.properties.extraTime.anyOf.0.properties.home", """{"type":"string"}""",
            "body.score.extraTime|0.home is string"
        },
        { "match-completed", "properties.score.properties.regularTime.anyOf", "[]", "body.score.regularTime: anyOf is [], was free" },
        { "points-calculated", "properties.change", null, "body.change is gone" },
        { "points-calculated", "properties.change.type", """["integer","null"]""", "body.change is integer, null, was integer" },
        { "points-calculated", "properties.tags.additionalProperties.type", "\"string\"", "body.tags.* is string, was integer" },
        { "points-calculated", "required", """["matchId"]""", "body.competitionId may be missing now" },
        { "points-calculated", "$defs.id.pattern", null, "body.matchId: pattern is free" },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_change_that_breaks_a_feed_or_a_listener_is_found(string name, string path, string? value, string found)
    {
        var (message, after) = (MessageType.Named(name), MessageType.Named(name).CommittedSchema());
        JsonEdit.Set(after, path, value);
        Assert.Contains(
            SchemaBreaks.Between(message.CommittedSchema(), after, message.IsOfFeed),
            change => change.Contains(found, StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_that_is_no_longer_accepted_is_found()
    {
        var (before, after) = (JsonNode.Parse("""{"enum":["home","away"]}""")!, JsonNode.Parse("""{"enum":["home"]}""")!);
        Assert.Equal(["body is one of home, was one of away, home"], SchemaBreaks.Between(before, after, sent: true));
        Assert.Empty(SchemaBreaks.Between(after, before, sent: true));
        Assert.NotEmpty(SchemaBreaks.Between(after, before, sent: false));
    }

    [Theory]
    [InlineData("match-completed", "properties.attendance", """{"type":"integer"}""")]
    [InlineData("match-completed", "properties.season.description", "\"Other words\"")]
    [InlineData("match-completed", "required", """["matchId"]""")]
    [InlineData("match-completed", "$defs.goals.maximum", "999")]
    [InlineData("match-completed", "$defs.goals.type", """["integer","null"]""")]
    [InlineData("match-completed", "$defs.id.pattern", null)]
    [InlineData("points-calculated", "properties.rules", """{"type":"object"}""")]
    [InlineData("points-calculated", "properties.change.minimum", "1")]
    public void An_addition_or_a_wider_type_is_not_a_breaking_change(string name, string path, string? value)
    {
        var (message, after) = (MessageType.Named(name), MessageType.Named(name).CommittedSchema());
        JsonEdit.Set(after, path, value);
        Assert.Empty(SchemaBreaks.Between(message.CommittedSchema(), after, message.IsOfFeed));
    }
}
