using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Stats.Tests.Replay;

namespace Stats.Tests.Deployment;

/// <summary>Builds the folders of deploy/k8s/overlays.</summary>
internal static class Overlay
{
    public const string Local = "local";
    public const string Production = "production";

    /// <summary>Production with every component that it doesn't have itself.</summary>
    public const string Everything = "everything";

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<JsonNode>>> Built = new();

    public static string Root { get; } = Checkout.PathOf("deploy/k8s");

    /// <summary>The folders of components that can be added to production.</summary>
    public static IReadOnlyList<string> Components { get; } = Optional();

    public static string Folder(string overlay) => Path.Combine(Root, "overlays", overlay);

    /// <summary>Builds production with more components, as an operator's own overlay.</summary>
    public static IReadOnlyList<JsonNode> BuildWith(IEnumerable<string> components)
    {
        using var files = new TemporaryFiles();
        string Relative(string folder) => Path.GetRelativePath(files.Folder, folder);
        files.Write(
            "kustomization.yaml",
            $"resources: [{Relative(Folder(Production))}]\ncomponents: [{string.Join(", ", components.Select(Relative))}]\n");
        return Kustomize.Build(files.Folder);
    }

    /// <summary>A copy of an overlay's objects, which the caller may change.</summary>
    /// <param name="filledIn">Whether the examples are filled in, as by an operator; otherwise they are as shipped.</param>
    public static Manifests Load(string overlay, bool filledIn = true)
    {
        var all = overlay == Everything;
        var folder = Folder(all ? Production : overlay);
        var built = Built.GetOrAdd(overlay, _ => new(() => all ? BuildWith(Components) : Kustomize.Build(folder)));
        var objects = Read(built.Value.Select(item => item.DeepClone()));
        var examples = Components.Where(_ => all).Prepend(folder)
            .SelectMany(place => Directory.GetFiles(place, "*.example.env"))
            .Select(file => Outside(file, filledIn));
        return new Manifests([.. objects, .. examples], MaxConnections(folder, objects));
    }

    /// <summary>Objects with the types of the Kubernetes API or of an operator; an unknown type or field is an error.</summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Read(IEnumerable<JsonNode> objects) => [.. objects.Select(ReadOne)];

    private static IKubernetesObject<V1ObjectMeta> ReadOne(JsonNode item) =>
        CustomResourceFields.Find((string)item["apiVersion"]!, (string)item["kind"]!) is { } fields
            ? new CustomResource(item, fields)
            : (IKubernetesObject<V1ObjectMeta>)KubernetesYaml.LoadAllFromString(item.ToJsonString(), strict: true).Single();

    private static string[] Optional()
    {
        var production = Yaml.Read(File.ReadAllText(Path.Combine(Folder(Production), "kustomization.yaml"))).Single();
        var own = production["components"]!.AsArray().Select(component => Path.GetFileName((string)component!));
        return
        [
            .. from folder in Directory.GetDirectories(Path.Combine(Root, "components"))
               where !own.Contains(Path.GetFileName(folder))
               orderby folder
               select folder,
        ];
    }

    // A Secret that an operator creates before the first apply; the file documents its keys.
    private static V1Secret Outside(string file, bool filledIn) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new() { Name = Path.GetFileName(file).Replace(".example.env", ""), NamespaceProperty = "stats" },
        StringData = File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => filledIn ? Filled(pair[0], pair[1]) : pair[1]),
    };

    private static string Filled(string key, string value) =>
        value.Replace(
            "change-me", key.EndsWith("Sha256", StringComparison.Ordinal) ? new string('0', 64) : "filled-in", StringComparison.Ordinal);

    // The argument of the server if the overlay contains one, otherwise the annotation of the overlay.
    private static int MaxConnections(string folder, IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects)
    {
        var argument = objects.OfType<V1StatefulSet>()
            .SelectMany(set => set.Spec.Template.Spec.Containers)
            .SelectMany(container => container.Args ?? [])
            .Select(argument => Regex.Match(argument, "^max_connections=([0-9]+)$"))
            .FirstOrDefault(match => match.Success);
        var kustomization = Yaml.Read(File.ReadAllText(Path.Combine(folder, "kustomization.yaml"))).Single();
        return int.Parse(argument?.Groups[1].Value
            ?? (string)kustomization["metadata"]!["annotations"]!["stats/max-connections"]!);
    }
}
