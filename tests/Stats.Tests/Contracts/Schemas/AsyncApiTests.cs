using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.RabbitMqTransport;
using Schemas;
using Stats.Contracts.Feed;
using Stats.Tests.Deployment;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>The description of the broker in <c>contracts/asyncapi.json</c>.</summary>
public sealed class AsyncApiTests
{
    private static readonly string Committed = Checkout.PathOf("contracts/asyncapi.json");

    [Theory]
    [InlineData("channels.MatchVoided", null, "channel MatchVoided is gone")]
    [InlineData("channels.MatchVoided.address", "\"match.annulled\"", "channel MatchVoided: address has changed")]
    [InlineData("channels.MatchVoided.bindings.amqp.exchange.name", "\"feed\"", "channel MatchVoided: bindings has changed")]
    [InlineData("components.messages.MatchVoided.contentType", "\"text/json\"", "message MatchVoided: contentType has changed")]
    [InlineData("components.messages.MatchVoided.payload", "{}", "message MatchVoided: payload has changed")]
    [InlineData("operations.receiveMatchVoided", null, "operation receiveMatchVoided is gone")]
    public void A_change_that_breaks_a_publisher_or_a_listener_is_found(string path, string? value, string found)
    {
        var after = Read();
        JsonEdit.Set(after, path, value);
        Assert.Contains(found, AsyncApi.BreaksBetween(Read(), after));
    }

    [Fact]
    public void An_addition_is_not_a_breaking_change()
    {
        var after = Read();
        JsonEdit.Set(after, "channels.More", "{}");
        JsonEdit.Set(after, "components.messages.MatchVoided.summary", "\"Other words\"");
        Assert.Empty(AsyncApi.BreaksBetween(Read(), after));
    }

    [Fact]
    public void Every_reference_resolves() => Assert.Empty(Dangling(Read()));

    [Theory]
    [InlineData("operations.receiveMatchVoided.channel.$ref", "#/channels/Other")]
    [InlineData("components.messages.MatchVoided.payload.$ref", "schemas/other.schema.json")]
    public void A_dangling_reference_is_found(string path, string reference)
    {
        var broken = Read();
        JsonEdit.Set(broken, path, $"\"{reference}\"");
        Assert.Equal([reference], Dangling(broken));
    }

    [Theory]
    [MemberData(nameof(SchemaTests.Messages), MemberType = typeof(SchemaTests))]
    public void Every_sample_is_an_example_of_its_message(string name)
    {
        var (message, messages) = (MessageType.Named(name), Read()["components"]!["messages"]!);
        Assert.Equal(message.IsOfFeed, messages[message.Type.Name] is not null);
        if (message.RoutingKey is { } routingKey)
        {
            AssertExamples(messages[message.Type.Name]!, example => example["payload"]!);
            AssertExamples(messages[$"{message.Type.Name}Event"]!, example =>
            {
                using var body = JsonDocument.Parse(example["payload"]!.ToJsonString());
                Assert.Equal(routingKey, CloudEvent.Read(body.RootElement).RoutingKey);
                return example["payload"]!["data"]!;
            });
        }
        AssertExamples(messages[$"{message.Type.Name}Envelope"]!, example => example["payload"]!["message"]!);

        void AssertExamples(JsonNode described, Func<JsonNode, JsonNode> body) => Assert.Equal(
            message.Samples.Select(sample => (sample.Key, JsonNode.Parse(sample.Value)!.ToJsonString())),
            described["examples"]!.AsArray().Select(example => ($"{example!["name"]}", body(example).ToJsonString())));
    }

    /// <summary>MassTransit would also declare an exchange for a base type, which a feed's broker user is not allowed to do.</summary>
    [Theory]
    [MemberData(nameof(SchemaTests.Messages), MemberType = typeof(SchemaTests))]
    public void MassTransit_publishes_a_message_under_its_own_type_only(string name)
    {
        var message = MessageType.Named(name);
        Assert.Equal([message.Urn], MessageTypeCache.GetMessageTypeNames(message.Type));
        Assert.Equal(message.Exchange, new RabbitMqMessageNameFormatter().GetMessageName(message.Type));
    }

    private static JsonNode Read() => JsonNode.Parse(File.ReadAllText(Committed))!;

    private static List<string> Dangling(JsonNode document)
    {
        return [.. References(document).Where(reference => !Leads(reference)).Distinct()];

        bool Leads(string reference) => reference.StartsWith("#/", StringComparison.Ordinal)
            ? reference.Split('/')[1..].Aggregate((JsonNode?)document, (node, step) => node?[step]) is not null
            : File.Exists(Path.Combine(Path.GetDirectoryName(Committed)!, reference));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "$ref" && member.Value!.GetValueKind() == JsonValueKind.String
            ? [member.Value.GetValue<string>()]
            : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
