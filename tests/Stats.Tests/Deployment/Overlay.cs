using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;

namespace Stats.Tests.Deployment;

/// <summary>The folders of deploy/k8s/overlays, built.</summary>
internal static class Overlay
{
    public const string Local = "local";
    public const string Production = "production";

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<JsonNode>>> Built = new();

    /// <summary>Where deploy/k8s is.</summary>
    public static string Root { get; } = Checkout.PathOf("deploy/k8s");

    /// <summary>An overlay's folder.</summary>
    public static string Folder(string overlay) => Path.Combine(Root, "overlays", overlay);

    /// <summary>The objects of an overlay, for the caller to change.</summary>
    /// <param name="overlay">Its name.</param>
    /// <param name="filledIn">Whether its examples have got values, as an operator gives them; else they are as shipped.</param>
    public static Manifests Load(string overlay, bool filledIn = true)
    {
        var folder = Folder(overlay);
        var objects = Read(Built.GetOrAdd(overlay, _ => new(() => Kustomize.Build(folder))).Value);
        return new Manifests([.. objects, .. Directory.GetFiles(folder, "*.example.env").Select(file => Outside(file, filledIn))], MaxConnections(folder, objects));
    }

    /// <summary>Objects with the types of the Kubernetes API; a field that the API doesn't know is an error.</summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Read(IEnumerable<JsonNode> objects) =>
        [.. objects.Select(item => KubernetesYaml.LoadAllFromString(item.ToJsonString(), strict: true).Cast<IKubernetesObject<V1ObjectMeta>>().Single())];

    // A Secret that is made by hand before the first apply; the file documents its keys.
    private static V1Secret Outside(string file, bool filledIn) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new() { Name = Path.GetFileName(file).Replace(".example.env", ""), NamespaceProperty = "stats" },
        StringData = File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => filledIn ? Filled(pair[0], pair[1]) : pair[1]),
    };

    private static string Filled(string key, string value) =>
        value.Replace("change-me", key.EndsWith("Sha256", StringComparison.Ordinal) ? new string('0', 64) : "filled-in", StringComparison.Ordinal);

    // The server's own argument where the overlay brings the server, else what the overlay says it needs.
    private static int MaxConnections(string folder, IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects)
    {
        var arguments = objects.OfType<V1StatefulSet>().SelectMany(set => set.Spec.Template.Spec.Containers).SelectMany(container => container.Args ?? []);
        var argument = arguments.Select(argument => Regex.Match(argument, "^max_connections=([0-9]+)$")).FirstOrDefault(match => match.Success);
        return int.Parse(argument?.Groups[1].Value
            ?? (string)Yaml.Read(File.ReadAllText(Path.Combine(folder, "kustomization.yaml"))).Single()["metadata"]!["annotations"]!["stats/max-connections"]!);
    }
}
