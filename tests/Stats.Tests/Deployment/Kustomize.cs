using System.Text.Json.Nodes;

namespace Stats.Tests.Deployment;

/// <summary>Builds kustomizations with kustomize 5, or the one in kubectl 1.27, or newer. No cluster is asked.</summary>
internal static class Kustomize
{
    private const string Missing = "Neither kustomize 5 nor kubectl 1.27, or newer, is on the PATH.";

    private static readonly Lazy<string[]?> Found = new(Look);

    /// <summary>The objects of a folder. Skips the test if the machine has no kustomize.</summary>
    public static IReadOnlyList<JsonNode> Build(string folder)
    {
        SkipIfMissing();
        var (code, output, error) = Run([.. Found.Value!, folder]);
        return code == 0 ? Yaml.Read(output) : throw new InvalidOperationException($"{string.Join(' ', Found.Value!)} {folder}: {error}");
    }

    public static void SkipIfMissing() => Assert.SkipUnless(Found.Value is not null, Missing);

    // Debian 12's kubectl 1.20 has a kustomize that knows neither `labels` nor `replicas`, and does not tell its version.
    private static string[]? Look()
    {
        if (Run("kustomize", "version").Code == 0)
            return ["kustomize", "build"];
        var (code, output, _) = Run("kubectl", "version", "--client", "--output=json");
        var version = code == 0 ? (string?)JsonNode.Parse(output)?["kustomizeVersion"] : null;
        return version is not null && !version.StartsWith("v4", StringComparison.Ordinal) ? ["kubectl", "kustomize"] : null;
    }

    private static (int Code, string Output, string Error) Run(params string[] command) =>
        ProgramRun.RunAsync(command[0], command[1..]).GetAwaiter().GetResult();
}
