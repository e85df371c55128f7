using k8s.Models;

namespace Stats.Tests.Deployment;

/// <summary>
/// Checks of an overlay's objects. Each finding is a sentence. The checks need no cluster; <see cref="RealService"/> gives the facts about
/// the services.
/// </summary>
internal static class ManifestChecks
{
    /// <summary>All findings.</summary>
    public static IReadOnlyList<string> Findings(Manifests manifests, IReadOnlyDictionary<string, RealService> services) =>
    [
        .. Namespaces(manifests),
        .. ManifestWiring.Findings(manifests),
        .. ManifestReferences.Findings(manifests),
        .. ManifestScaling.Findings(manifests),
        .. ManifestNetwork.Findings(manifests),
        .. manifests.Workloads.SelectMany(ManifestPodSecurity.Findings),
        .. manifests.Workloads.SelectMany(Images),
        .. ManifestSettings.Findings(manifests),
        .. ManifestProbes.Findings(manifests, services),
        .. ManifestCapacity.Findings(manifests, services),
    ];

    private static IEnumerable<string> Namespaces(Manifests manifests)
    {
        var home = manifests.All<V1Namespace>().Single();
        if (home.Metadata.Labels is not { } labels
            || !labels.TryGetValue("pod-security.kubernetes.io/enforce", out var level) || level != "restricted")
            yield return $"Namespace {home.Metadata.Name} doesn't enforce the restricted profile";
        var given = home.Metadata.Labels ?? new Dictionary<string, string>();
        foreach (var mode in (string[])["enforce", "audit", "warn"])
            if (!given.TryGetValue($"pod-security.kubernetes.io/{mode}-version", out var version) || version == "latest")
                yield return $"Namespace {home.Metadata.Name} doesn't pin the version of the profile that it means by {mode}";
        foreach (var item in manifests.Objects
            .Where(item => item is not (V1Namespace or V1PriorityClass) && item.Metadata.NamespaceProperty != home.Metadata.Name))
            yield return $"{item.Kind} {item.Metadata.Name} is not in the namespace {home.Metadata.Name}";
        foreach (var workload in manifests.Workloads)
            foreach (var label in (string[])["name", "part-of", "component"])
                if (!workload.Object.Metadata.Labels.ContainsKey($"app.kubernetes.io/{label}")
                    || !workload.Template.Metadata.Labels.ContainsKey($"app.kubernetes.io/{label}"))
                    yield return $"{workload.Name} lacks the label app.kubernetes.io/{label}";
    }

    private static IEnumerable<string> Images(Workload workload)
    {
        var image = workload.Container.Image;
        var tag = image[(image.LastIndexOf('/') + 1)..].Split(':').ElementAtOrDefault(1);
        if (tag is null or "" or "latest")
            yield return $"{workload.Name} runs {image}, which is not a pinned version";
        foreach (var labels in new[] { workload.Object.Metadata.Labels, workload.Template.Metadata.Labels })
            if (workload.IsOurs && (!labels.TryGetValue("app.kubernetes.io/version", out var version) || version != tag))
                yield return $"{workload.Name} runs {image}, its label app.kubernetes.io/version says {version}";
    }
}
