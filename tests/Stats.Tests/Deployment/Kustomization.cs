using System.Text;
using System.Text.Json.Nodes;

namespace Stats.Tests.Deployment;

/// <summary>
/// Builds a kustomization without kubectl, so that the manifests are checked on every machine: Debian 12 has kubectl 1.20, which supports
/// neither <c>labels</c> nor <c>replicas</c>. This class supports exactly the fields that deploy/k8s uses, and adds no hash to generated
/// names. A test compares it with kubectl where a newer one is installed.
/// </summary>
internal static class Kustomization
{
    /// <summary>The objects of a folder.</summary>
    public static IReadOnlyList<JsonNode> Build(string folder)
    {
        var objects = new List<JsonNode>();
        var file = Yaml.Read(File.ReadAllText(Path.Combine(folder, "kustomization.yaml"))).Single().AsObject();
        foreach (var resource in Items(file, "resources"))
            objects.AddRange(Resource(Path.Combine(folder, (string)resource!)));
        foreach (var generator in Items(file, "configMapGenerator"))
            Generate(objects, "ConfigMap", generator!, value => value);
        foreach (var generator in Items(file, "secretGenerator"))
            Generate(objects, "Secret", generator!, Base64);
        // kustomize applies the namespace first, independent of the order in the file.
        foreach (var (key, value) in file.OrderBy(field => field.Key != "namespace"))
            foreach (var item in objects)
                Apply(key, value, item);
        return objects;
    }

    private static IEnumerable<JsonNode> Resource(string path) => Directory.Exists(path) ? Build(path) : Yaml.Read(File.ReadAllText(path));

    private static void Apply(string key, JsonNode? value, JsonNode item)
    {
        switch (key)
        {
            case "namespace":
                if ((string?)item["kind"] != "Namespace")
                    item["metadata"]!["namespace"] = value!.DeepClone();
                break;
            case "labels":
                foreach (var label in value!.AsArray())
                    Label(label!, item);
                break;
            case "images":
                foreach (var container in Containers(item))
                    Retag(value!.AsArray(), container);
                break;
            case "replicas":
                foreach (var replicas in value!.AsArray())
                    if ((string?)item["kind"] is "Deployment" or "StatefulSet"
                        && Text(item["metadata"]!, "name") == Text(replicas!, "name"))
                        item["spec"]!["replicas"] = replicas!["count"]!.DeepClone();
                break;
            case "apiVersion" or "kind" or "metadata" or "resources" or "configMapGenerator" or "secretGenerator":
                break;
            default:
                throw new NotSupportedException($"'{key}' in a kustomization.yaml is not supported. Add it to {nameof(Kustomization)}.");
        }
    }

    private static void Label(JsonNode label, JsonNode item)
    {
        if (label["includeSelectors"] is not null || (bool?)label["includeTemplates"] != true)
            throw new NotSupportedException("labels must have includeTemplates and no includeSelectors.");
        var claims = item["spec"]?["volumeClaimTemplates"]?.AsArray() ?? [];
        foreach (var labelled in claims.Append(item).Append(item["spec"]?["jobTemplate"]).Append(Template(item)).OfType<JsonObject>())
        {
            var metadata = labelled["metadata"]!.AsObject();
            var labels = metadata["labels"] as JsonObject ?? [];
            metadata["labels"] = labels;
            foreach (var (name, value) in label["pairs"]!.AsObject())
                labels[name] = value!.DeepClone();
        }
    }

    private static void Retag(JsonArray images, JsonNode container)
    {
        var parts = Text(container, "image").Split(':');
        foreach (var image in images.Where(image => Text(image!, "name") == parts[0]))
            container["image"] = $"{(string?)image!["newName"] ?? parts[0]}:{Text(image, "newTag")}";
    }

    private static void Generate(List<JsonNode> objects, string kind, JsonNode generator, Func<string, string> encode)
    {
        if (generator.AsObject().Any(field => field.Key is not ("name" or "literals" or "behavior"))
            || (string?)generator["behavior"] is not (null or "merge"))
            throw new NotSupportedException($"A generator may have a name, literals, and behavior: merge. Unsupported: {generator}.");
        var made = objects.Find(item => Text(item, "kind") == kind && Text(item["metadata"]!, "name") == Text(generator, "name"));
        if (made is not null != ((string?)generator["behavior"] == "merge"))
            throw new InvalidDataException($"behavior: merge is required for an existing object and invalid for a new one: {generator}.");
        if (made is null)
            objects.Add(made = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = kind,
                ["metadata"] = new JsonObject { ["name"] = Text(generator, "name") },
                ["data"] = new JsonObject(),
            });
        if (kind == "Secret")
            made["type"] = "Opaque";
        foreach (var literal in generator["literals"]!.AsArray().Select(literal => ((string)literal!).Split('=', 2)))
            made["data"]![literal[0]] = encode(literal[1]);
    }

    private static IEnumerable<JsonNode> Containers(JsonNode item) =>
        Template(item)?["spec"]?["containers"] is JsonArray containers ? containers.Select(container => container!) : [];

    // The template of the pod; in a CronJob it is inside the template of the Job.
    private static JsonNode? Template(JsonNode item) => (item["spec"]?["jobTemplate"] ?? item)["spec"]?["template"];

    private static JsonArray Items(JsonObject parent, string key) => parent[key]?.AsArray() ?? [];

    private static string Text(JsonNode node, string key) => (string)node[key]!;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
