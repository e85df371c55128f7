using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Stats.Tests.Deployment;

/// <summary>An object of an operator's own type.</summary>
internal sealed class CustomResource : IKubernetesObject<V1ObjectMeta>
{
    /// <exception cref="InvalidDataException">It has a field that its type doesn't have, or lacks one.</exception>
    public CustomResource(JsonNode node, CustomResourceFields fields)
    {
        (Node, ApiVersion, Kind) = (node, (string)node["apiVersion"]!, (string)node["kind"]!);
        // The client has no types of operators, but checks metadata in the same way in all of its own.
        var similar = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = node["metadata"]!.DeepClone() };
        Metadata = ((V1ConfigMap)KubernetesYaml.LoadAllFromString(similar.ToJsonString(), strict: true).Single()).Metadata;
        var findings = fields.Findings(node).ToList();
        if (findings.Count > 0)
            throw new InvalidDataException($"{Kind} {Metadata.Name}: {string.Join("; ", findings)}");
    }

    public JsonNode Node { get; }

    public string ApiVersion { get; set; }

    public string Kind { get; set; }

    public V1ObjectMeta Metadata { get; set; }

    /// <summary>An item, or null. A name is a member, a number the place in a list.</summary>
    public JsonNode? At(params IReadOnlyList<string> path) =>
        path.Aggregate((JsonNode?)Node, (node, name) => node is JsonArray list ? list[int.Parse(name)] : node?[name]);
}
