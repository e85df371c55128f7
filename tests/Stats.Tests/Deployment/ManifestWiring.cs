using k8s.Models;
using Npgsql;

namespace Stats.Tests.Deployment;

/// <summary>Selectors match their own pods, and every address has a listener.</summary>
internal static class ManifestWiring
{
    public static IEnumerable<string> Findings(Manifests manifests) =>
    [
        .. manifests.Workloads.SelectMany(workload => Selectors(manifests, workload)),
        .. manifests.All<V1Service>().SelectMany(service => Services(manifests, service)),
        .. manifests.All<V1PodDisruptionBudget>().SelectMany(budget => Budgets(manifests, budget)),
        .. manifests.All<V2HorizontalPodAutoscaler>().SelectMany(autoscaler => Autoscalers(manifests, autoscaler)),
        .. Addresses(manifests),
        .. manifests.Workloads.SelectMany(workload => Arguments(manifests, workload)),
    ];

    private static IEnumerable<string> Selectors(Manifests manifests, Workload workload)
    {
        if (workload.Selector is { } selector && !Selected(manifests, selector.MatchLabels).SequenceEqual([workload.Name]))
            yield return $"{workload.Name} selects other pods than its own";
        foreach (var spread in workload.Pod.TopologySpreadConstraints ?? [])
            if (!Selected(manifests, spread.LabelSelector.MatchLabels).SequenceEqual([workload.Name]))
                yield return $"{workload.Name} is spread over {spread.TopologyKey} by other pods than its own";
        if (workload is { IsOurs: true, IsService: true, IsTool: false })
        {
            foreach (var key in (string[])["topology.kubernetes.io/zone", "kubernetes.io/hostname"])
                if (workload.Pod.TopologySpreadConstraints?.Any(spread => spread.TopologyKey == key) != true)
                    yield return $"{workload.Name} is not spread over {key}";
            if (!manifests.All<V1PodDisruptionBudget>().Any(budget => budget.Metadata.Name == workload.Name))
                yield return $"{workload.Name} has no disruption budget";
        }
        if (workload.Object is V1StatefulSet set
            && !manifests.All<V1Service>().Any(service => service.Metadata.Name == set.Spec.ServiceName))
            yield return $"{workload.Name} names the Service {set.Spec.ServiceName}, which doesn't exist";
    }

    private static IEnumerable<string> Services(Manifests manifests, V1Service service)
    {
        var pods = Selected(manifests, service.Spec.Selector).ToArray();
        if (pods.Length != 1)
            yield return $"Service {service.Metadata.Name} selects {pods.Length} workloads";
        foreach (var pod in pods)
            foreach (var port in service.Spec.Ports)
                if (!manifests.WorkloadNamed(pod).Pod.Containers.Any(container => Listens(container, port.TargetPort)))
                    yield return $"Service {service.Metadata.Name} leads to port {port.TargetPort.Value}, where {pod} doesn't listen";
    }

    private static IEnumerable<string> Budgets(Manifests manifests, V1PodDisruptionBudget budget)
    {
        // An operator starts the pods of a custom resource, and labels them with its name.
        var custom = manifests.All<CustomResource>().Any(resource => resource.Metadata.Name == budget.Metadata.Name)
            && budget.Spec.Selector.MatchLabels.Contains(KeyValuePair.Create("app.kubernetes.io/name", budget.Metadata.Name));
        if (!custom && !Selected(manifests, budget.Spec.Selector.MatchLabels).SequenceEqual([budget.Metadata.Name]))
            yield return $"the disruption budget {budget.Metadata.Name} is for other pods";
        if (budget.Spec.MaxUnavailable?.Value != "1" || budget.Spec.MinAvailable is not null)
            yield return $"the disruption budget {budget.Metadata.Name} doesn't allow exactly one unavailable pod";
    }

    private static IEnumerable<string> Autoscalers(Manifests manifests, V2HorizontalPodAutoscaler autoscaler)
    {
        var target = autoscaler.Spec.ScaleTargetRef;
        var deployment = manifests.All<V1Deployment>().FirstOrDefault(deployment => deployment.Metadata.Name == target.Name);
        if (deployment is null || (target.ApiVersion, target.Kind) != (deployment.ApiVersion, deployment.Kind))
            yield return $"the autoscaler {autoscaler.Metadata.Name} scales {target.Kind} {target.Name}, which doesn't exist";
        else if (deployment.Spec.Replicas is not null)
            yield return $"{target.Name} has both a fixed replica count and an autoscaler";
        foreach (var metric in autoscaler.Spec.Metrics.Where(metric => metric.Resource is not null))
            if (deployment?.Spec.Template.Spec.Containers
                .All(container => container.Resources?.Requests?.ContainsKey(metric.Resource.Name) == true) != true)
            {
                yield return $"the autoscaler {autoscaler.Metadata.Name} scales by a {metric.Resource.Name} request that doesn't exist";
            }
    }

    private static IEnumerable<string> Arguments(Manifests manifests, Workload workload) =>
        from argument in workload.Container.Args ?? []
        where argument.StartsWith("--api=", StringComparison.Ordinal)
        let api = new Uri(argument["--api=".Length..])
        where !IsService(manifests, api.Host, api.Port)
        select $"{workload.Name} is to call {api}, which is no Service";

    // A host without a dot is a Service of the namespace.
    private static IEnumerable<string> Addresses(Manifests manifests)
    {
        var secret = manifests.All<V1Secret>()
            .Single(secret => secret.Metadata.Name.StartsWith("stats-connections", StringComparison.Ordinal));
        var connections = manifests.Content("Secret", secret.Metadata.Name)!;
        var postgres = connections.Where(connection => connection.Key.StartsWith("Postgres__", StringComparison.Ordinal))
            .Select(connection => new NpgsqlConnectionStringBuilder(connection.Value));
        var redis = new Uri("redis://" + connections.GetValueOrDefault("ConnectionStrings__Redis", "").Split(',')[0]);
        var rabbit = connections
            .Where(connection => connection.Key.StartsWith("RabbitMq__", StringComparison.Ordinal))
            .Select(connection => new Uri(connection.Value));
        (string? Host, int Port)[] addresses =
        [
            .. postgres.Select(database => (database.Host, database.Port)), (redis.Host, redis.Port),
            .. rabbit.Select(uri => (uri.Host, uri.Port)),
        ];
        foreach (var (host, port) in addresses)
            if (host?.Contains('.') == false && !IsService(manifests, host, port))
                yield return $"a connection string leads to {host}:{port}, which is no Service";
    }

    private static bool IsService(Manifests manifests, string host, int port) =>
        manifests.All<V1Service>().Any(service => service.Metadata.Name == host && service.Spec.Ports.Any(open => open.Port == port));

    /// <summary>Whether a container has a port of that name or number.</summary>
    public static bool Listens(V1Container container, IntOrString port) =>
        container.Ports?.Any(open => open.Name == port.Value || open.ContainerPort.ToString() == port.Value) == true;

    private static IEnumerable<string> Selected(Manifests manifests, IDictionary<string, string> labels) =>
        from workload in manifests.Workloads
        where labels.All(label => workload.Template.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value)
        select workload.Name;
}
