using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Schemas;
using Stats.Contracts;
using Stats.Tests.Deployment;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>Messages of every shipped version stay readable: the samples in <c>contracts/samples</c>, one or more per version.</summary>
public sealed class SampleTests
{
    public static TheoryData<string, string> Samples
    {
        get
        {
            var samples = new TheoryData<string, string>();
            foreach (var message in MessageType.All)
            {
                foreach (var sample in message.Samples.Keys)
                    samples.Add(message.Name, sample);
            }
            return samples;
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_read_completely_and_is_valid_under_its_schema(string name, string sample)
    {
        var (message, body) = (MessageType.Named(name), MessageType.Named(name).Samples[sample]);
        Assert.True(new Validator(message.CommittedSchema(), formats: true).Takes(body));
        var read = message.IsOfFeed ? message.ReadOrNull(body) : JsonSerializer.Deserialize(body, message.Type, ContractJson.Default);
        Assert.Equal(Plain(JsonNode.Parse(body)), Plain(JsonSerializer.SerializeToNode(read, message.Type, ContractJson.Default)));
    }

    [Fact]
    public void Every_file_is_a_sample_of_a_message() => Assert.Equal(
        Directory.GetFiles(Checkout.PathOf("contracts/samples")).Select(Path.GetFileNameWithoutExtension).Order(),
        MessageType.All.SelectMany(message => message.Samples.Keys).Order());

    /// <summary>A new member needs a new sample that contains it.</summary>
    [Theory]
    [MemberData(nameof(SchemaTests.Messages), MemberType = typeof(SchemaTests))]
    public void Every_member_of_a_message_is_in_a_sample(string name)
    {
        var message = MessageType.Named(name);
        var shown = message.Samples.Values.SelectMany(body => Places(JsonNode.Parse(body), "")).ToHashSet();
        Assert.NotEmpty(shown);
        Assert.Subset(shown, Declared(message.CommittedSchema(), "").ToHashSet());
    }

    [Fact]
    public void Every_schema_is_valid_under_the_meta_schema()
    {
        foreach (var message in MessageType.All)
        {
            using var schema = JsonDocument.Parse(File.ReadAllText(message.SchemaFile));
            Assert.True(MetaSchemas.Draft202012.Evaluate(schema.RootElement).IsValid, message.Name);
        }
        using var wrong = JsonDocument.Parse("""{"type":"whole"}""");
        Assert.False(MetaSchemas.Draft202012.Evaluate(wrong.RootElement).IsValid);
    }

    [Fact]
    public void The_samples_of_announcements_are_consistent()
    {
        var calculated = JsonSerializer.Deserialize(Only("points-calculated"), ContractJson.Default.PointsCalculated)!;
        Assert.Equal(calculated.Change, calculated.Tags[Tags.Overall]);
        Assert.Equal(
            Tags.Touched(calculated.MatchId, calculated.CompetitionId, calculated.Season, calculated.HomeClubId, calculated.AwayClubId)
                .Order(),
            calculated.Tags.Keys.Order());
        var invalidated = JsonSerializer.Deserialize(Only("stats-invalidated"), ContractJson.Default.StatsInvalidated)!;
        Assert.Equal(
            (calculated.MatchId, calculated.Change, calculated.Generation),
            (invalidated.MatchId, invalidated.Change, invalidated.Generation));
        Assert.Equal(calculated.Tags, invalidated.Tags);
    }

    private static string Only(string name) => Assert.Single(MessageType.Named(name).Samples).Value;

    // Normalizes times, which can be written in many ways, and omits nulls, which mean the same as absent members.
    private static string Plain(JsonNode? node) => node switch
    {
        JsonObject members => string.Join('\n', members
            .Where(member => member.Value is not null)
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"{member.Key}: {Plain(member.Value)}")),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.TryGetValue<DateTimeOffset>(out var time) =>
            time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        _ => $"{node}",
    };

    private static IEnumerable<string> Places(JsonNode? node, string path) => node is JsonObject members
        ? members.SelectMany(member => Places(member.Value, $"{path}.{member.Key}")).Append(path)
        : node is null ? [] : [path];

    private static IEnumerable<string> Declared(JsonNode schema, string path) =>
        (schema["properties"]?.AsObject() ?? []).SelectMany(member => Declared(member.Value!, $"{path}.{member.Key}")).Append(path);
}
