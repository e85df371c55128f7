using k8s.Models;
using Npgsql;

namespace Stats.Tests.Deployment;

/// <summary>Network policies allow each connection that a pod needs, on both sides, and to a server no other.</summary>
internal static class ManifestNetwork
{
    // By the setting that a pod has if it uses the server.
    private static readonly Dictionary<string, int[]> Servers = new()
    {
        ["ConnectionStrings__Postgres"] = [5432],
        ["ConnectionStrings__Redis"] = [6379],
        ["ConnectionStrings__RabbitMq"] = [5672, 5671],
    };

    public static IEnumerable<string> Findings(Manifests manifests)
    {
        var policies = manifests.All<V1NetworkPolicy>().ToList();
        if (!policies.Any(policy => policy.Spec is { Ingress: null, Egress: null, PolicyTypes: ["Ingress", "Egress"] }
            && Selects(policy.Spec.PodSelector, new Dictionary<string, string>())))
            yield return "the namespace has no policy that denies both directions: what no policy mentions is allowed";
        foreach (var workload in manifests.Workloads.Where(workload => workload.IsOurs))
        {
            foreach (var (host, port) in Targets(manifests, workload))
            {
                var service = manifests.All<V1Service>().FirstOrDefault(service => service.Metadata.Name == host);
                var target = service is null ? null : Behind(manifests, service);
                var open = service?.Spec.Ports.FirstOrDefault(one => one.Port == port);
                string[] ports = target is null || open is null ? [$"{port}"] : Names(target, open.TargetPort);
                if (!policies.Any(policy => Leaves(policy, workload, target, ports)))
                    yield return $"{workload.Name} may not connect to port {ports[0]} of {host}";
                if (target is not null && !policies.Any(policy => Enters(policy, workload, target, ports)))
                    yield return $"{target.Name} takes no connection of {workload.Name}";
            }
            var settings = manifests.Settings(workload);
            foreach (var port in Servers.Where(server => !settings.ContainsKey(server.Key)).SelectMany(server => server.Value))
                if (policies.Any(policy => Leaves(policy, workload, null, [$"{port}"])))
                    yield return $"{workload.Name} may connect to port {port}, which it doesn't use";
        }
    }

    // Hosts and ports in its settings and arguments.
    private static IEnumerable<(string? Host, int Port)> Targets(Manifests manifests, Workload workload)
    {
        foreach (var (key, value) in manifests.Settings(workload).Where(setting => setting.Value.Length > 0))
        {
            if (key == "ConnectionStrings__Postgres" && new NpgsqlConnectionStringBuilder(value) is var postgres)
                yield return (postgres.Host, postgres.Port);
            else if (key == "ConnectionStrings__Redis" && new Uri("redis://" + value.Split(',')[0]) is var redis)
                yield return (redis.Host, redis.Port);
            else if (key is "ConnectionStrings__RabbitMq" or "Api__Address" or "Scoreboard__Address" or "OTEL_EXPORTER_OTLP_ENDPOINT"
                && new Uri(value) is var address)
                yield return (address.Host, address.Port);
        }
        foreach (var argument in (workload.Container.Args ?? []).Where(one => one.StartsWith("--api=", StringComparison.Ordinal)))
            yield return (new Uri(argument["--api=".Length..]).Host, new Uri(argument["--api=".Length..]).Port);
    }

    private static Workload? Behind(Manifests manifests, V1Service service) => manifests.Workloads.FirstOrDefault(workload =>
        service.Spec.Selector.All(label => workload.Template.Metadata.Labels.Contains(label)));

    // The number and the name of a port of its containers.
    private static string[] Names(Workload target, IntOrString port) => target.Pod.Containers
        .SelectMany(container => container.Ports ?? [])
        .Where(open => open.Name == port.Value || $"{open.ContainerPort}" == port.Value)
        .Select(open => new[] { $"{open.ContainerPort}", open.Name })
        .FirstOrDefault([port.Value]);

    private static bool Leaves(V1NetworkPolicy policy, Workload from, Workload? to, string[] ports) =>
        Selects(policy.Spec.PodSelector, from.Template.Metadata.Labels)
        && (policy.Spec.Egress ?? []).Any(rule => Peers(rule.To, to) && Opens(rule.Ports, ports));

    private static bool Enters(V1NetworkPolicy policy, Workload from, Workload to, string[] ports) =>
        Selects(policy.Spec.PodSelector, to.Template.Metadata.Labels)
        && (policy.Spec.Ingress ?? []).Any(rule => Peers(rule.FromProperty, from) && Opens(rule.Ports, ports));

    // Without peers, a rule is for all. A pod elsewhere (null) has no labels that a rule could ask for.
    private static bool Peers(IList<V1NetworkPolicyPeer>? peers, Workload? pod) => peers is null or []
        || (pod is not null && peers.Any(peer =>
            peer.NamespaceSelector is null && Selects(peer.PodSelector, pod.Template.Metadata.Labels)));

    /// <summary>Whether a rule opens the port of one of these names or numbers.</summary>
    public static bool Opens(IList<V1NetworkPolicyPort>? open, string[] ports) =>
        open is null || open.Any(port => port.Port is { } given && ports.Contains(given.Value));

    /// <summary>Whether a selector, which may be absent, selects a pod or namespace with these labels.</summary>
    public static bool Selects(V1LabelSelector? selector, IDictionary<string, string> labels) =>
        (selector?.MatchLabels ?? new Dictionary<string, string>()).All(labels.Contains)
        && (selector?.MatchExpressions ?? []).All(term =>
            term.OperatorProperty == "In" && labels.TryGetValue(term.Key, out var value) && term.Values.Contains(value));
}
