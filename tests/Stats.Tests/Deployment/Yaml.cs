using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Stats.Tests.Deployment;

/// <summary>Reads YAML as JSON nodes, so that manifests and compose files are checked in the same way.</summary>
internal static class Yaml
{
    private static readonly IDeserializer Deserializer =
        new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();

    /// <summary>The documents of a text, with merge keys (<c>&lt;&lt;</c>) applied; empty ones are left out.</summary>
    public static IReadOnlyList<JsonNode> Read(string text)
    {
        var parser = new MergingParser(new Parser(new StringReader(text)));
        var documents = new List<JsonNode>();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
        {
            if (Deserializer.Deserialize(parser) is { } document)
                documents.Add(JsonNode.Parse(JsonSerializer.Serialize(document))!);
        }
        return documents;
    }
}
