using k8s.Models;
using Statsctl.Store;

namespace Stats.Tests.Deployment;

/// <summary>PostgreSQL has a connection for every pod that may be there; Jobs are patient and make room, and what one found is not lost.</summary>
internal static class ManifestCapacity
{
    // The rest is for Jobs, people, and pods that are on their way out.
    private const double Share = 0.8;

    public static IEnumerable<string> Findings(Manifests manifests, IReadOnlyDictionary<string, RealService> services)
    {
        var connections = 0;
        foreach (var deployment in manifests.All<V1Deployment>())
        {
            if (!services.TryGetValue(deployment.Metadata.Name, out var service))
                continue;
            // A rollout starts new pods before it ends old ones.
            if (!int.TryParse(deployment.Spec.Strategy?.RollingUpdate?.MaxSurge?.Value, out var surge))
                yield return $"{deployment.Metadata.Name} doesn't say how many more pods a rollout may start";
            connections += (MostPods(manifests, deployment) + surge) * service.PoolSize;
        }
        if (connections > Share * manifests.MaxConnections)
            yield return $"the services may open {connections} connections, of {manifests.MaxConnections} that PostgreSQL allows";
        foreach (var job in manifests.All<V1Job>())
        {
            if (job.Spec is not { BackoffLimit: >= 10, ActiveDeadlineSeconds: null })
                yield return $"the Job {job.Metadata.Name} gives up on a server that takes its time";
            if (job.Spec.TtlSecondsAfterFinished is null)
                yield return $"the Job {job.Metadata.Name} stays for ever, and in the way of the next version's";
        }
        foreach (var cron in manifests.All<V1CronJob>())
        {
            if (cron.Spec is not { ConcurrencyPolicy: "Forbid", StartingDeadlineSeconds: > 0 })
                yield return $"the CronJob {cron.Metadata.Name} may run beside itself, or at any time";
            if (cron.Spec.JobTemplate.Spec is not { BackoffLimit: >= 10, Template.Spec.RestartPolicy: "Never", PodFailurePolicy: { } policy }
                || !policy.Rules.Any(rule => rule is { Action: "FailJob", OnExitCodes: { OperatorProperty: "In", Values: [VerifyCommand.Different] } }))
                yield return $"the CronJob {cron.Metadata.Name} tries again until nobody sees what it found";
        }
    }

    private static int MostPods(Manifests manifests, V1Deployment deployment)
    {
        var autoscaler = manifests.All<V2HorizontalPodAutoscaler>().FirstOrDefault(autoscaler => autoscaler.Spec.ScaleTargetRef.Name == deployment.Metadata.Name);
        return autoscaler?.Spec.MaxReplicas ?? deployment.Spec.Replicas ?? 1;
    }
}
