using System.Text.Json.Nodes;

namespace Stats.Tests.Deployment;

public sealed class KustomizationTests
{
    [Theory]
    [InlineData("replicas: [{ name: scoring-service, count: 5 }]", "scoring-service")]
    [InlineData("replicas: [{ name: cache-invalidator, count: 5 }]", "cache-invalidator")]
    [InlineData("images: [{ name: stats/scoring-service, newTag: 0.2.0 }]", "scoring-service")]
    [InlineData("images: [{ name: stats/cache-invalidator, newTag: 0.2.0 }]", "cache-invalidator")]
    [InlineData("images: [{ name: stats/stats-api, newTag: 0.2.0 }]", "stats-api")]
    public void An_overlay_over_production_changes_one_service_alone(string fields, string service)
    {
        using var own = new OwnOverlay(fields);
        var before = ByName(Kustomize.Build(Overlay.Folder(Overlay.Production)));

        var (name, changed) = Assert.Single(ByName(Kustomize.Build(own.Path)), item => !JsonNode.DeepEquals(item.Value, before[item.Key]));

        Assert.Equal($"Deployment {service}", name);
        if (fields.StartsWith("replicas", StringComparison.Ordinal))
            Assert.Equal(5, (long)changed["spec"]!["replicas"]!);
        else
            Assert.Equal($"stats/{service}:0.2.0", (string?)changed["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]);
    }

    private static Dictionary<string, JsonNode> ByName(IEnumerable<JsonNode> objects) =>
        objects.ToDictionary(item => $"{(string)item["kind"]!} {(string)item["metadata"]!["name"]!}");

    /// <summary>An overlay over production, as an operator would write one.</summary>
    private sealed class OwnOverlay : IDisposable
    {
        public OwnOverlay(string fields)
        {
            var production = System.IO.Path.GetRelativePath(Path, Overlay.Folder(Overlay.Production));
            File.WriteAllText(System.IO.Path.Combine(Path, "kustomization.yaml"), $"resources: [{production}]\n{fields}\n");
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("stats-overlay-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
