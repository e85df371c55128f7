using k8s.Models;

namespace Stats.Tests.Deployment;

/// <summary>PostgreSQL has a connection for every pod that may be there; Jobs are patient and make room.</summary>
internal static class ManifestCapacity
{
    // The rest is for Jobs, people, and pods that are on their way out.
    private const double Share = 0.8;

    public static IEnumerable<string> Findings(Manifests manifests, IReadOnlyDictionary<string, RealService> services)
    {
        var connections = manifests.All<V1Deployment>().Sum(deployment =>
            services.TryGetValue(deployment.Metadata.Name, out var service) ? Pods(manifests, deployment) * service.PoolSize : 0);
        if (connections > Share * manifests.MaxConnections)
            yield return $"the services may open {connections} connections, of {manifests.MaxConnections} that PostgreSQL allows";
        foreach (var job in manifests.All<V1Job>())
        {
            if (job.Spec is not { BackoffLimit: >= 10, ActiveDeadlineSeconds: null })
                yield return $"the Job {job.Metadata.Name} gives up on a server that takes its time";
            if (job.Spec.TtlSecondsAfterFinished is null)
                yield return $"the Job {job.Metadata.Name} stays for ever, and in the way of the next version's";
        }
    }

    // A rollout starts new pods before it ends old ones.
    private static int Pods(Manifests manifests, V1Deployment deployment)
    {
        var autoscaler = manifests.All<V2HorizontalPodAutoscaler>().FirstOrDefault(autoscaler => autoscaler.Spec.ScaleTargetRef.Name == deployment.Metadata.Name);
        return (autoscaler?.Spec.MaxReplicas ?? deployment.Spec.Replicas ?? 1) + Surge(deployment);
    }

    private static int Surge(V1Deployment deployment) =>
        int.TryParse(deployment.Spec.Strategy?.RollingUpdate?.MaxSurge?.Value, out var pods) ? pods
        : throw new InvalidDataException($"{deployment.Metadata.Name}: maxSurge must be a number of pods, so that connections can be counted.");
}
