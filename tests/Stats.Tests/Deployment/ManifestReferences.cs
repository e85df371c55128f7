using k8s.Models;
using ServiceDefaults;

namespace Stats.Tests.Deployment;

/// <summary>Every ConfigMap, Secret and key that a pod refers to exists.</summary>
internal static class ManifestReferences
{
    public static IEnumerable<string> Findings(Manifests manifests) =>
        manifests.Workloads.SelectMany(workload => Findings(manifests, workload).Select(finding => $"{workload.Name} {finding}"));

    private static IEnumerable<string> Findings(Manifests manifests, Workload workload)
    {
        foreach (var (kind, name, key) in References(workload))
        {
            if (manifests.Content(kind, name) is not { } content)
                yield return $"refers to the {kind} {name}, which doesn't exist";
            else if (key is not null && !content.ContainsKey(key))
                yield return $"refers to the key {key}, which the {kind} {name} doesn't have";
        }
        var volumes = (workload.Pod.Volumes ?? []).Select(volume => volume.Name)
            .Concat(workload.Object is V1StatefulSet set ? (set.Spec.VolumeClaimTemplates ?? []).Select(claim => claim.Metadata.Name) : [])
            .Order();
        if (!volumes.SequenceEqual((workload.Container.VolumeMounts ?? []).Select(mount => mount.Name).Order()))
            yield return "mounts other volumes than it has";
        foreach (var mount in workload.Container.VolumeMounts ?? [])
            if (mount.MountPath != ServiceDefaultsExtensions.SecretsFolder
                && workload.Pod.Volumes?.Any(volume => volume.Name == mount.Name && volume.Secret is not null) == true)
                yield return $"mounts the Secret volume {mount.Name} where no service looks";
        if (workload.IsOurs && !manifests.All<V1ServiceAccount>().Any(account =>
            account.Metadata.Name == workload.Pod.ServiceAccountName && account.AutomountServiceAccountToken == false))
            yield return $"runs as {workload.Pod.ServiceAccountName}, which is no account without a token";
        if (!manifests.All<V1PriorityClass>().Any(priority => priority.Metadata.Name == workload.Pod.PriorityClassName))
            yield return $"has the priority {workload.Pod.PriorityClassName ?? "of everything"}, which is no class of Stats";
    }

    private static IEnumerable<(string Kind, string Name, string? Key)> References(Workload workload)
    {
        V1Container[] containers = [.. workload.Pod.Containers, .. workload.Pod.InitContainers ?? []];
        foreach (var source in containers.SelectMany(container => container.EnvFrom ?? []))
            yield return source.ConfigMapRef is { } map ? ("ConfigMap", map.Name, null) : ("Secret", source.SecretRef.Name, null);
        foreach (var value in containers.SelectMany(container => container.Env ?? [])
            .Select(variable => variable.ValueFrom).OfType<V1EnvVarSource>()
            .Where(value => (value.ConfigMapKeyRef?.Optional ?? value.SecretKeyRef?.Optional) != true))
        {
            yield return value.ConfigMapKeyRef is { } key
                ? ("ConfigMap", key.Name, key.Key)
                : ("Secret", value.SecretKeyRef.Name, value.SecretKeyRef.Key);
        }
        foreach (var volume in workload.Pod.Volumes ?? [])
        {
            if (volume.Secret is { } secret)
                yield return ("Secret", secret.SecretName, null);
            if (volume.ConfigMap is { } map)
                yield return ("ConfigMap", map.Name, null);
        }
    }
}
