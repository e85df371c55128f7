using Stats.Contracts.Feed;

namespace Schemas;

/// <summary>
/// The broker's messages as AsyncAPI 3.0: the feed's own exchange, the exchanges of MassTransit's publishers, and the services'
/// announcements. Seen from the services: they receive the messages that a feed sends.
/// </summary>
internal static class AsyncApi
{
    private const string Json = "application/json";
    private const string Envelope = "application/vnd.masstransit+json";
    private const string Bindings = "0.3.0";

    /// <param name="contracts">The folder <c>contracts</c>, whose samples become examples.</param>
    public static JsonObject Document(string contracts)
    {
        var (channels, operations, messages) = (new JsonObject(), new JsonObject(), new JsonObject());
        foreach (var message in MessageType.All)
        {
            var (raw, cloudEvent, wrapped) = (message.Type.Name, $"{message.Type.Name}Event", $"{message.Type.Name}Envelope");
            var samples = message.SamplesIn(contracts);
            if (message.RoutingKey is { } key)
            {
                messages[raw] = Message(message, samples, Json, new() { ["$ref"] = $"schemas/{message.Name}.schema.json" }, body => body);
                messages[cloudEvent] = Message(message, samples, CloudEvent.ContentType, EventOf(message, key), body => new JsonObject
                {
                    ["specversion"] = "1.0",
                    ["id"] = "1",
                    ["source"] = "/feed",
                    ["type"] = $"org.example.{key}",
                    ["data"] = body,
                });
                channels[raw] = Channel(key, FeedExchange.Name, "topic", raw, cloudEvent);
                operations[$"receive{raw}"] = Operation("receive", XmlDocumentation.Of(message.Type), raw, cloudEvent);
            }
            messages[wrapped] = Message(message, samples, Envelope, EnvelopeOf(message), body => new JsonObject
            {
                ["messageType"] = new JsonArray(message.Urn),
                ["message"] = body,
            });
            channels[wrapped] = Channel(message.Exchange, message.Exchange, "fanout", wrapped);
            if (message.IsOfFeed)
                operations[$"receive{wrapped}"] = Operation("receive", $"{raw} from a publisher that uses MassTransit.", wrapped);
            else
                operations[$"send{wrapped}"] = Operation("send", XmlDocumentation.Of(message.Type), wrapped);
        }
        return new()
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Stats over RabbitMQ",
                ["version"] = "1",
                ["description"] =
                    $"A feed publishes predictions, results and voids to the topic exchange `{FeedExchange.Name}`, as JSON without an "
                    + "envelope or in a CloudEvent; publishers that use MassTransit send its envelope to an exchange of each message. "
                    + "The services announce which match was scored, and then that no older page is served. Publish persistent messages "
                    + "with the mandatory flag, wait for the broker's confirm, and send a message again if in doubt: a repetition "
                    + "changes nothing.",
                ["license"] = new JsonObject { ["name"] = "MIT", ["url"] = "https://opensource.org/license/mit" },
            },
            ["defaultContentType"] = Json,
            ["channels"] = channels,
            ["operations"] = operations,
            ["components"] = new JsonObject { ["messages"] = messages },
        };
    }

    /// <summary>Changes from the first document to the second that break publishers or listeners.</summary>
    public static IReadOnlyList<string> BreaksBetween(JsonNode before, JsonNode after)
    {
        var found = new List<string>();
        Compare("channel", before["channels"]!, after["channels"]!, "address", "bindings", "messages");
        Compare("operation", before["operations"]!, after["operations"]!, "action", "channel", "messages");
        Compare("message", before["components"]!["messages"]!, after["components"]!["messages"]!, "contentType", "payload");
        return found;

        void Compare(string kind, JsonNode known, JsonNode current, params string[] parts)
        {
            foreach (var (name, was) in known.AsObject())
            {
                if (current[name] is not { } now)
                    found.Add($"{kind} {name} is gone");
                else
                    found.AddRange(parts
                        .Where(part => !JsonNode.DeepEquals(was![part], now[part]))
                        .Select(part => $"{kind} {name}: {part} has changed"));
            }
        }
    }

    private static JsonObject Message(
        MessageType message,
        IReadOnlyDictionary<string, string> samples,
        string contentType,
        JsonObject payload,
        Func<JsonNode, JsonNode> wrap)
    {
        var examples = samples.Select(sample => new JsonObject
        {
            ["name"] = sample.Key,
            ["payload"] = wrap(JsonNode.Parse(sample.Value)!),
        });
        return new JsonObject
        {
            ["name"] = message.Type.Name,
            ["title"] = message.Type.Name,
            ["summary"] = XmlDocumentation.Of(message.Type),
            ["contentType"] = contentType,
            ["payload"] = payload,
            ["examples"] = new JsonArray([.. examples]),
        };
    }

    private static JsonObject EnvelopeOf(MessageType message) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("messageType", "message"),
        ["properties"] = new JsonObject
        {
            ["messageType"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "string" },
                ["contains"] = new JsonObject { ["const"] = message.Urn },
            },
            ["message"] = new JsonObject { ["$ref"] = $"schemas/{message.Name}.schema.json" },
        },
    };

    // The attributes of a CloudEvent that the services require; CloudEvents themselves also require an id and a source.
    private static JsonObject EventOf(MessageType message, string routingKey) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("specversion", "type", "data"),
        ["properties"] = new JsonObject
        {
            ["specversion"] = new JsonObject { ["const"] = "1.0" },
            ["type"] = new JsonObject
            {
                ["type"] = "string",
                ["maxLength"] = FeedReader.MaxNameLength,
                ["pattern"] = $@"^(.*\.)?{routingKey.Replace(".", @"\.")}$",
            },
            ["data"] = new JsonObject { ["$ref"] = $"schemas/{message.Name}.schema.json" },
        },
    };

    private static JsonObject Channel(string address, string exchange, string type, params string[] messages) => new()
    {
        ["address"] = address,
        ["messages"] = new JsonObject(messages.Select(
            message => KeyValuePair.Create<string, JsonNode?>(message, Reference($"#/components/messages/{message}")))),
        ["bindings"] = new JsonObject
        {
            ["amqp"] = new JsonObject
            {
                ["is"] = "routingKey",
                ["exchange"] = new JsonObject { ["name"] = exchange, ["type"] = type, ["durable"] = true, ["autoDelete"] = false },
                ["bindingVersion"] = Bindings,
            },
        },
    };

    // The first message names the channel.
    private static JsonObject Operation(string action, string summary, params string[] messages)
    {
        var amqp = new JsonObject { ["deliveryMode"] = 2 };
        if (action == "receive")
        {
            amqp["mandatory"] = true;
            amqp["ack"] = true;
        }
        amqp["bindingVersion"] = Bindings;
        return new()
        {
            ["action"] = action,
            ["channel"] = Reference($"#/channels/{messages[0]}"),
            ["summary"] = summary,
            ["messages"] = new JsonArray([.. messages.Select(message => Reference($"#/channels/{messages[0]}/messages/{message}"))]),
            ["bindings"] = new JsonObject { ["amqp"] = amqp },
        };
    }

    private static JsonObject Reference(string to) => new() { ["$ref"] = to };
}
