using k8s;
using k8s.Models;

namespace Stats.Tests.Deployment;

/// <summary>Pods that a PodMonitor names: each has the port and admits Prometheus to it.</summary>
internal static class MonitoredPods
{
    // Prometheus is in another namespace, which has this label.
    private static readonly Dictionary<string, string> Prometheus = new() { ["stats/monitoring"] = "true" };

    public static IEnumerable<string> Findings(Manifests manifests)
    {
        MonitoredPod[] operated = [.. manifests.All<CustomResource>().Select(OfOperator).OfType<MonitoredPod>()];
        MonitoredPod[] pods = [.. manifests.Workloads.Select(OfWorkload), .. operated];
        var policies = manifests.All<V1NetworkPolicy>().ToList();
        var monitors = manifests.All<CustomResource>().Where(item => item.Kind == "PodMonitor").ToList();
        foreach (var pod in operated.Where(pod => !monitors.Any(monitor => Selects(monitor, pod))))
            yield return $"no PodMonitor selects {pod.Name}";
        foreach (var monitor in monitors)
        {
            var selected = pods.Where(pod => Selects(monitor, pod)).ToList();
            if (selected.Count == 0)
                yield return $"the PodMonitor {monitor.Metadata.Name} selects no pod";
            foreach (var pod in selected)
            {
                foreach (var port in monitor.At("spec", "podMetricsEndpoints")!.AsArray().Select(one => (string)one!["port"]!).Distinct())
                {
                    if (!pod.Ports.TryGetValue(port, out var number))
                        yield return $"the PodMonitor {monitor.Metadata.Name} reads the port {port}, which {pod.Name} doesn't have";
                    else if (!policies.Any(policy => Admits(policy, pod, [$"{number}", port])))
                        yield return $"{pod.Name} takes no connection of Prometheus to port {number}";
                }
            }
        }
    }

    private static bool Selects(CustomResource monitor, MonitoredPod pod) => ManifestNetwork.Selects(
        KubernetesJson.Deserialize<V1LabelSelector>(monitor.At("spec", "selector")!.ToJsonString()), pod.Labels);

    private static bool Admits(V1NetworkPolicy policy, MonitoredPod pod, string[] ports) =>
        ManifestNetwork.Selects(policy.Spec.PodSelector, pod.Labels)
        && (policy.Spec.Ingress ?? []).Any(rule => ManifestNetwork.Opens(rule.Ports, ports)
            && (rule.FromProperty ?? []).Any(peer =>
                peer is { NamespaceSelector: { } namespaces, PodSelector: null } && ManifestNetwork.Selects(namespaces, Prometheus)));

    private static MonitoredPod OfWorkload(Workload workload) => new(
        workload.Name,
        workload.Template.Metadata.Labels,
        workload.Pod.Containers.SelectMany(container => container.Ports ?? []).Where(port => port.Name is not null)
            .ToDictionary(port => port.Name, port => port.ContainerPort));

    // What operators give the pods that they start.
    private static MonitoredPod? OfOperator(CustomResource resource) => resource.Kind switch
    {
        // https://cloudnative-pg.io/documentation/current/labels_annotations/
        "Cluster" => new(
            $"an instance of {resource.Metadata.Name}",
            new Dictionary<string, string>(resource.At("spec", "inheritedMetadata", "labels")!.AsObject().Select(
                label => KeyValuePair.Create(label.Key, (string)label.Value!)))
            {
                ["cnpg.io/cluster"] = resource.Metadata.Name,
                ["cnpg.io/podRole"] = "instance",
            },
            new Dictionary<string, int> { ["metrics"] = 9187 }),
        "RabbitmqCluster" => new(
            $"a node of {resource.Metadata.Name}",
            new Dictionary<string, string>
            {
                ["app.kubernetes.io/name"] = resource.Metadata.Name,
                ["app.kubernetes.io/component"] = "rabbitmq",
            },
            new Dictionary<string, int> { ["prometheus"] = 15692 }),
        _ => null,
    };

    private sealed record MonitoredPod(string Name, IDictionary<string, string> Labels, IReadOnlyDictionary<string, int> Ports);
}
