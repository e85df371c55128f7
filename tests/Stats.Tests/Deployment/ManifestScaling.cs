using k8s.Models;
using Stats.Contracts;

namespace Stats.Tests.Deployment;

/// <summary>KEDA's objects scale Deployments that exist, by queues that exist, with credentials that exist.</summary>
internal static class ManifestScaling
{
    public static IEnumerable<string> Findings(Manifests manifests) => Scaled(manifests).SelectMany(item => Findings(manifests, item));

    /// <summary>The most pods that KEDA starts; null if it doesn't scale the Deployment.</summary>
    public static int? MostPods(Manifests manifests, V1Deployment deployment) =>
        (int?)Scaled(manifests).FirstOrDefault(item => Target(item) == deployment.Metadata.Name)?.At("spec", "maxReplicaCount");

    private static IEnumerable<CustomResource> Scaled(Manifests manifests) =>
        manifests.All<CustomResource>().Where(item => item.Kind == "ScaledObject");

    private static string? Target(CustomResource item) => (string?)item.At("spec", "scaleTargetRef", "name");

    private static IEnumerable<string> Findings(Manifests manifests, CustomResource item)
    {
        var name = item.Metadata.Name;
        var deployment = manifests.All<V1Deployment>().FirstOrDefault(deployment => deployment.Metadata.Name == Target(item));
        if (deployment is null)
            yield return $"the ScaledObject {name} scales {Target(item)}, which doesn't exist";
        else if (deployment.Spec.Replicas is not null)
            yield return $"{Target(item)} has both a fixed replica count and a ScaledObject";
        foreach (var trigger in item.At("spec", "triggers")!.AsArray())
        {
            if ((string?)trigger!["metadata"]!["queueName"] is { } queue && Queues.All.All(known => known.Name != queue))
                yield return $"the ScaledObject {name} counts the queue {queue}, which doesn't exist";
            if ((string?)trigger["authenticationRef"]?["name"] is { } login && !Knows(manifests, login))
                yield return $"the ScaledObject {name} logs in with {login}, which has no credentials";
        }
    }

    private static bool Knows(Manifests manifests, string login) =>
        manifests.All<CustomResource>().FirstOrDefault(item => item.Kind == "TriggerAuthentication" && item.Metadata.Name == login)
            ?.At("spec", "secretTargetRef")?.AsArray()
            .All(secret => manifests.Content("Secret", (string)secret!["name"]!)?.ContainsKey((string)secret["key"]!) == true) == true;
}
