using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stats.Tests.Replay;

namespace Stats.Tests.Deployment;

public sealed class KustomizationTests
{
    [Theory(Skip = Kubectl.Missing, SkipType = typeof(Kubectl), SkipUnless = nameof(Kubectl.IsThere))]
    [InlineData(Overlay.Local)]
    [InlineData(Overlay.Production)]
    public void The_built_in_composer_gives_the_same_objects_as_kubectl(string overlay)
    {
        var folder = Overlay.Folder(overlay);

        var composed = ByName(Kustomization.Build(folder));
        // Only the hashes of generated names and the line breaks in long secrets may differ.
        var text = Kubectl.Kustomize(folder);
        var generators = composed.Values.Where(item => (string?)item["kind"] is "ConfigMap" or "Secret");
        foreach (var generated in generators.Select(item => (string)item["metadata"]!["name"]!))
            text = Regex.Replace(text, $@"\b{generated}-[a-z0-9]{{10}}\b", generated);
        var built = ByName(Yaml.Read(text));

        Assert.Equal(built.Keys, composed.Keys);
        foreach (var (name, item) in built)
            Assert.True(JsonNode.DeepEquals(item, composed[name]), $"{name}: kubectl has {item}, composed was {composed[name]}");
    }

    [Fact]
    public void A_field_that_the_composer_does_not_support_is_refused()
    {
        using var own = OwnOverlay("patches: []");

        Assert.Contains("patches", Assert.Throws<NotSupportedException>(() => Kustomization.Build(own.Folder)).Message);
    }

    [Theory]
    [InlineData("replicas: [{ name: scoring-service, count: 5 }]", "scoring-service")]
    [InlineData("replicas: [{ name: cache-invalidator, count: 5 }]", "cache-invalidator")]
    [InlineData("images: [{ name: stats/scoring-service, newTag: 0.2.0 }]", "scoring-service")]
    [InlineData("images: [{ name: stats/cache-invalidator, newTag: 0.2.0 }]", "cache-invalidator")]
    [InlineData("images: [{ name: stats/stats-api, newTag: 0.2.0 }]", "stats-api")]
    public void An_overlay_over_production_changes_only_one_service(string fields, string service)
    {
        using var own = OwnOverlay(fields);
        var before = ByName(Overlay.Build(Overlay.Folder(Overlay.Production)));

        var (name, changed) = Assert.Single(ByName(Overlay.Build(own.Folder)), item => !JsonNode.DeepEquals(item.Value, before[item.Key]));

        Assert.Equal($"Deployment {service}", name);
        if (fields.StartsWith("replicas", StringComparison.Ordinal))
            Assert.Equal(5, (long)changed["spec"]!["replicas"]!);
        else
            Assert.Equal($"stats/{service}:0.2.0", (string?)changed["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]);
    }

    private static SortedDictionary<string, JsonNode> ByName(IEnumerable<JsonNode> objects) =>
        new(
            objects.Select(Joined).ToDictionary(item => $"{(string)item["kind"]!} {(string)item["metadata"]!["name"]!}"),
            StringComparer.Ordinal);

    private static JsonNode Joined(JsonNode item)
    {
        if ((string?)item["kind"] == "Secret")
            foreach (var (key, value) in item["data"]!.AsObject().ToArray())
                item["data"]![key] = ((string)value!).ReplaceLineEndings("");
        return item;
    }

    /// <summary>An overlay over production, as an operator would write one.</summary>
    private static TemporaryFiles OwnOverlay(string fields)
    {
        var files = new TemporaryFiles();
        var production = Path.GetRelativePath(files.Folder, Overlay.Folder(Overlay.Production));
        files.Write("kustomization.yaml", $"resources: [{production}]\n{fields}\n");
        return files;
    }
}
