using System.Text.Json.Nodes;
using Stats.Tests.Replay;

namespace Stats.Tests.Deployment;

public sealed class KustomizationTests
{
    [Theory]
    [InlineData("replicas: [{ name: scoring-service, count: 5 }]", "scoring-service")]
    [InlineData("replicas: [{ name: cache-invalidator, count: 5 }]", "cache-invalidator")]
    [InlineData("images: [{ name: stats/scoring-service, newTag: 0.2.0 }]", "scoring-service")]
    [InlineData("images: [{ name: stats/cache-invalidator, newTag: 0.2.0 }]", "cache-invalidator")]
    [InlineData("images: [{ name: stats/stats-api, newTag: 0.2.0 }]", "stats-api")]
    public void An_overlay_over_production_changes_only_one_service(string fields, string service)
    {
        using var own = OwnOverlay(fields);
        var before = ByName(Kustomize.Build(Overlay.Folder(Overlay.Production)));

        var (name, changed) = Assert.Single(
            ByName(Kustomize.Build(own.Folder)), item => !JsonNode.DeepEquals(item.Value, before[item.Key]));

        Assert.Equal($"Deployment {service}", name);
        if (fields.StartsWith("replicas", StringComparison.Ordinal))
            Assert.Equal(5, (long)changed["spec"]!["replicas"]!);
        else
            Assert.Equal($"stats/{service}:0.2.0", (string?)changed["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]);
    }

    private static Dictionary<string, JsonNode> ByName(IEnumerable<JsonNode> objects) =>
        objects.ToDictionary(item => $"{(string)item["kind"]!} {(string)item["metadata"]!["name"]!}");

    /// <summary>An overlay over production, as an operator would write one.</summary>
    private static TemporaryFiles OwnOverlay(string fields)
    {
        var files = new TemporaryFiles();
        var production = Path.GetRelativePath(files.Folder, Overlay.Folder(Overlay.Production));
        files.Write("kustomization.yaml", $"resources: [{production}]\n{fields}\n");
        return files;
    }
}
