using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Stats.Tests.Deployment;

/// <summary>The kustomize that is built into kubectl. It needs no cluster.</summary>
internal static class Kubectl
{
    public const string Missing = "kubectl 1.27 or newer is not on the PATH; the objects were composed without it.";

    private static readonly Lazy<bool> Found = new(Look);

    /// <summary>Whether kubectl with kustomize 5 (kubectl 1.27) or newer is installed.</summary>
    public static bool IsThere => Found.Value;

    /// <summary>The output of <c>kubectl kustomize</c> for a folder.</summary>
    public static string Kustomize(string folder)
    {
        var (code, output, error) = Run("kustomize", folder);
        return code == 0 ? output : throw new InvalidOperationException($"kubectl kustomize {folder}: {error}");
    }

    private static bool Look()
    {
        try
        {
            var (code, output, _) = Run("version", "--client", "--output=json");
            var kustomize = code == 0 ? (string?)JsonNode.Parse(output)?["kustomizeVersion"] : null;
            return Version.TryParse(kustomize?.TrimStart('v'), out var version) && version.Major >= 5;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("kubectl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
