using k8s.Models;
using Statsctl.Store;

namespace Stats.Tests.Deployment;

/// <summary>PostgreSQL has enough connections for all pods. Jobs retry long enough, are deleted afterwards, and keep findings.</summary>
internal static class ManifestCapacity
{
    // The remaining connections are for Jobs, operators and terminating pods.
    private const double Share = 0.8;

    public static IEnumerable<string> Findings(Manifests manifests, IReadOnlyDictionary<string, RealService> services)
    {
        var connections = 0;
        foreach (var deployment in manifests.All<V1Deployment>())
        {
            if (!services.TryGetValue(deployment.Metadata.Name, out var service))
                continue;
            // A rollout starts new pods before it stops old ones.
            if (!int.TryParse(deployment.Spec.Strategy?.RollingUpdate?.MaxSurge?.Value, out var surge))
                yield return $"{deployment.Metadata.Name} doesn't say how many more pods a rollout may start";
            connections += (MostPods(manifests, deployment) + surge) * service.PoolSize;
        }
        if (connections > Share * manifests.MaxConnections)
            yield return $"the services may open {connections} connections, of {manifests.MaxConnections} that PostgreSQL allows";
        foreach (var job in manifests.All<V1Job>())
        {
            if (job.Spec is not { BackoffLimit: >= 10, ActiveDeadlineSeconds: null })
                yield return $"the Job {job.Metadata.Name} gives up on a server that starts slowly";
            if (job.Spec.TtlSecondsAfterFinished is null)
                yield return $"the Job {job.Metadata.Name} is never deleted and blocks that of the next version";
        }
        foreach (var cron in manifests.All<V1CronJob>())
        {
            if (cron.Spec is not { ConcurrencyPolicy: "Forbid", StartingDeadlineSeconds: > 0 })
                yield return $"the CronJob {cron.Metadata.Name} may overlap with itself or start late";
            var spec = cron.Spec.JobTemplate.Spec;
            if (spec is not { BackoffLimit: >= 10, Template.Spec.RestartPolicy: "Never", PodFailurePolicy.Rules: { } rules }
                || !rules.Any(FailsOnDifferences))
                yield return $"the CronJob {cron.Metadata.Name} retries after a finding, which hides it";
        }
    }

    private static bool FailsOnDifferences(V1PodFailurePolicyRule rule) =>
        rule is { Action: "FailJob", OnExitCodes: { OperatorProperty: "In", Values: [VerifyCommand.Different] } };

    private static int MostPods(Manifests manifests, V1Deployment deployment)
    {
        var autoscaler = manifests.All<V2HorizontalPodAutoscaler>()
            .FirstOrDefault(autoscaler => autoscaler.Spec.ScaleTargetRef.Name == deployment.Metadata.Name);
        return autoscaler?.Spec.MaxReplicas ?? ManifestScaling.MostPods(manifests, deployment) ?? deployment.Spec.Replicas ?? 1;
    }
}
