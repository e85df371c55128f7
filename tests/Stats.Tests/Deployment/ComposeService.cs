using System.Text.Json.Nodes;

namespace Stats.Tests.Deployment;

/// <summary>One service of the compose file.</summary>
internal sealed record ComposeService(string Name, JsonObject Node)
{
    /// <summary>Whether its image is built from this repository.</summary>
    public bool IsOurs => Node.ContainsKey("build");

    /// <summary>Whether it runs until it is stopped; the others run to completion.</summary>
    public bool StaysUp => Node.ContainsKey("restart");

    public bool HasHealthCheck => Node.ContainsKey("healthcheck");

    public string Image => (string?)Node["image"] ?? "";

    public string? Dockerfile => (string?)Node["build"]?["dockerfile"];

    /// <summary>The program that runs in it: the name of the Dockerfile's folder.</summary>
    public string? Program => Dockerfile is { } path ? System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path)) : null;

    /// <summary>Whether it is a tool, which has no settings except connection strings and those of its command.</summary>
    public bool IsTool => Dockerfile?.StartsWith("tools/", StringComparison.Ordinal) == true;

    public IReadOnlyList<string> Command => Strings("command");

    public IReadOnlyList<string> Profiles => Strings("profiles");

    public IReadOnlyList<string> Ports => Strings("ports");

    public IReadOnlyList<string> Volumes => Strings("volumes");

    public IReadOnlyList<string> HealthCheck => [.. Node["healthcheck"]?["test"]?.AsArray().Select(item => item!.ToString()) ?? []];

    public IReadOnlyDictionary<string, string> Environment =>
        Node["environment"]?.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value?.ToString() ?? "") ?? [];

    /// <summary>The services that it waits for, with the condition.</summary>
    public IReadOnlyDictionary<string, string> DependsOn =>
        Node["depends_on"]?.AsObject().ToDictionary(entry => entry.Key, entry => (string)entry.Value!["condition"]!) ?? [];

    public IReadOnlyList<string> Strings(string key) => [.. Node[key]?.AsArray().Select(item => item!.ToString()) ?? []];
}
