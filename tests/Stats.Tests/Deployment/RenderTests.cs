using Stats.Tests.Replay;

namespace Stats.Tests.Deployment;

/// <summary>deploy/k8s/render.sh renders only overlays without placeholders.</summary>
public sealed class RenderTests
{
    private const string Digest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly string[] Images =
        [.. ((string[])["scoring-service", "cache-invalidator", "stats-api", "stats-web", "statsctl"]).Select(name => $"stats/{name}")];

    [Fact]
    public async Task Production_renders_with_digests_and_filled_in_Secrets()
    {
        using var files = new TemporaryFiles();
        var secrets = Directory.GetFiles(Overlay.Folder(Overlay.Production), "*.example.env")
            .Select(file => files.Write(Path.GetFileName(file), File.ReadAllText(file).Replace("change-me", "0123456789")));

        var (code, output, error) = await RenderAsync(Own(files, ""), [.. secrets]);

        Assert.True(code == 0, error);
        Assert.Contains("kind: Deployment", output);
        Assert.DoesNotContain("change-me", output);
    }

    [Theory]
    [InlineData("images: []\n", "an image without a digest")]
    [InlineData("components: [COMPONENTS/gateway]\n", "a placeholder")]
    [InlineData("components: [COMPONENTS/cloud-native-pg]\n", "a placeholder")]
    [InlineData("components: [COMPONENTS/monitoring]\n", "a placeholder")]
    [InlineData("secretGenerator: [{ name: stats-verify, namespace: stats, literals: [STATS_API_KEY=x] }]\n", "a Secret in the overlay")]
    [InlineData(
        "configMapGenerator: [{ name: stats-settings, namespace: stats, behavior: merge, literals: [Secrets__AllowPublished=true] }]\n",
        "published secrets are allowed")]
    public async Task A_placeholder_in_an_overlay_is_refused(string fields, string finding)
    {
        using var files = new TemporaryFiles();

        var (code, output, error) = await RenderAsync(Own(files, fields));

        Assert.Equal((1, ""), (code, output));
        Assert.Contains($"render: {finding}", error);
    }

    [Fact]
    public async Task Every_example_of_a_Secret_is_refused()
    {
        using var files = new TemporaryFiles();
        var overlay = Own(files, "");
        var folders = Overlay.Components.Prepend(Overlay.Folder(Overlay.Production));
        foreach (var example in folders.SelectMany(folder => Directory.GetFiles(folder, "*.env")))
        {
            var (code, _, error) = await RenderAsync(overlay, example);
            Assert.True(code == 1 && error.Contains("render: a placeholder", StringComparison.Ordinal), $"{example}: {error}");
        }
    }

    [Fact]
    public async Task The_local_overlay_is_refused()
    {
        var (code, _, error) = await RenderAsync(Overlay.Folder(Overlay.Local));
        Assert.Equal(1, code);
        Assert.Contains("published secrets are allowed", error);
    }

    /// <summary>An overlay over production with digests, and more fields.</summary>
    private static string Own(TemporaryFiles files, string fields)
    {
        string Relative(string path) => Path.GetRelativePath(files.Folder, path);
        var images = string.Join(", ", Images.Select(name => $"{{ name: {name}, digest: '{Digest}' }}"));
        var text = $"resources: [{Relative(Overlay.Folder(Overlay.Production))}]\n"
            + (fields.StartsWith("images", StringComparison.Ordinal) ? "" : $"images: [{images}]\n") + fields;
        var components = Relative(Path.Combine(Overlay.Root, "components"));
        files.Write("kustomization.yaml", text.Replace("COMPONENTS", components, StringComparison.Ordinal));
        return files.Folder;
    }

    private static async Task<(int Code, string Output, string Error)> RenderAsync(string overlay, params string[] secrets)
    {
        Kustomize.SkipIfMissing();
        return await ProgramRun.RunAsync(
            Path.Combine(Overlay.Root, "render.sh"), [overlay, .. secrets], new Dictionary<string, string?> { ["ALLOW_TAGS"] = null });
    }
}
