using k8s.Models;

namespace Stats.Tests.Deployment;

/// <summary>
/// The restricted profile of the Pod Security Standards and, beyond it, a read-only root file system, no token, and stated resources.
/// https://kubernetes.io/docs/concepts/security/pod-security-standards/
/// </summary>
internal static class ManifestPodSecurity
{
    public static IEnumerable<string> Findings(Workload workload)
    {
        var pod = workload.Pod;
        foreach (var container in pod.Containers.Concat(pod.InitContainers ?? []))
            foreach (var (holds, otherwise) in Rules(workload, pod, container))
                if (!holds)
                    yield return $"{workload.Name} {otherwise}";
    }

    private static IEnumerable<(bool Holds, string Otherwise)> Rules(Workload workload, V1PodSpec pod, V1Container container)
    {
        var own = container.SecurityContext;
        yield return (pod.SecurityContext?.RunAsNonRoot == true && own?.RunAsNonRoot != false, "may run as root");
        yield return ((own?.RunAsUser ?? pod.SecurityContext?.RunAsUser) is > 0, "doesn't say as which user it runs");
        yield return (!workload.IsOurs || pod.SecurityContext?.RunAsUser == 1654, "runs as another user than the .NET images' own");
        yield return ((own?.SeccompProfile ?? pod.SecurityContext?.SeccompProfile)?.Type == "RuntimeDefault", "has no seccomp profile");
        yield return (own?.AllowPrivilegeEscalation == false, "may escalate its privileges");
        yield return (own?.Privileged is null or false, "is privileged");
        yield return (own?.ReadOnlyRootFilesystem == true, "can write to its root file system");
        yield return (own?.Capabilities is { Drop: ["ALL"], Add: null }, "keeps capabilities");
        yield return (pod is { HostNetwork: null or false, HostPID: null or false, HostIPC: null or false }, "uses the host's namespaces");
        yield return (container.Ports?.All(port => port.HostPort is null) ?? true, "takes a port of the host");
        yield return ((pod.Volumes ?? []).All(Allowed), "mounts what the restricted profile forbids");
        yield return (pod.AutomountServiceAccountToken == false, "gets a token for the Kubernetes API");
        var empty = (pod.Volumes ?? []).Where(volume => volume.EmptyDir is not null).Select(volume => volume.Name).ToArray();
        yield return (
            container.VolumeMounts?.Any(mount => mount.MountPath == "/tmp" && empty.Contains(mount.Name)) == true,
            "has no /tmp to write to");
        yield return (
            container.Resources?.Requests is { } requests && requests.ContainsKey("cpu") && requests.ContainsKey("memory"),
            "doesn't request CPU and memory");
        yield return (container.Resources?.Limits?.ContainsKey("memory") == true, "has no memory limit");
        yield return (container.Resources?.Limits?.ContainsKey("cpu") != true, "has a CPU limit");
        yield return (container.Resources is not { Limits: { } limits, Requests: { } asked }
            || !limits.TryGetValue("memory", out var most) || !asked.TryGetValue("memory", out var least)
            || most.ToDecimal() >= least.ToDecimal(), "requests more memory than its limit");
    }

    private static bool Allowed(V1Volume volume) => volume.HostPath is null
        && (volume is { ConfigMap: not null } or { Secret: not null } or { EmptyDir: not null } or { PersistentVolumeClaim: not null }
            or { Projected: not null } or { DownwardAPI: not null } or { Csi: not null } or { Ephemeral: not null });
}
