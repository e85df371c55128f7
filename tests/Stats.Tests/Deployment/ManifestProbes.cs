using System.Net;
using k8s.Models;
using ServiceDefaults;

namespace Stats.Tests.Deployment;

/// <summary>Probes call the right routes, and a pod gets enough time to stop.</summary>
internal static class ManifestProbes
{
    public static IEnumerable<string> Findings(Manifests manifests, IReadOnlyDictionary<string, RealService> services) =>
        manifests.Workloads.Where(workload => workload is { IsService: true, IsTool: false }).SelectMany(workload =>
            Ports(workload).Concat(services.TryGetValue(workload.Name, out var service)
                ? [.. Routes(manifests, workload, service), .. Stopping(manifests, workload, service)]
                : []));

    private static IEnumerable<string> Ports(Workload workload)
    {
        foreach (var (name, probe) in Probes(workload.Container))
        {
            if (probe is null)
                yield return $"{workload.Name} has no {name} probe";
            else if ((probe.HttpGet?.Port ?? probe.TcpSocket?.Port) is { } port && !ManifestWiring.Listens(workload.Container, port))
                yield return $"the {name} probe of {workload.Name} asks port {port.Value}, which the container does not expose";
        }
    }

    private static IEnumerable<string> Routes(Manifests manifests, Workload workload, RealService service)
    {
        foreach (var (name, probe) in Probes(workload.Container))
        {
            if (probe?.HttpGet is not { } http || !service.Routes.TryGetValue(http.Path, out var route))
                yield return $"the {name} probe of {workload.Name} asks {probe?.HttpGet?.Path}, which is no health route";
            else if (name == "readiness" && !route.ChecksDependencies)
                yield return $"the readiness probe of {workload.Name} asks {http.Path}, which looks at no dependency";
            else if (name != "readiness" && (route.ChecksDependencies || route.Status != HttpStatusCode.OK))
                yield return $"the {name} probe of {workload.Name} asks {http.Path}, which looks at dependencies";
            if (probe is not null && TimeSpan.FromSeconds(probe.TimeoutSeconds ?? 1) <= Health.Patience)
                yield return $"the {name} probe of {workload.Name} gives up before the health check does";
        }
        var ports = manifests.Settings(workload).GetValueOrDefault("ASPNETCORE_HTTP_PORTS");
        if (workload.Container.Ports.Any(port => port.ContainerPort.ToString() != ports))
            yield return $"{workload.Name} listens on {ports}, which is not its container's port";
    }

    private static IEnumerable<string> Stopping(Manifests manifests, Workload workload, RealService service)
    {
        var pause = TimeSpan.FromSeconds(workload.Container.Lifecycle?.PreStop?.Sleep?.Seconds ?? 0);
        if (TimeSpan.FromSeconds(workload.Pod.TerminationGracePeriodSeconds ?? 30) <= service.Shutdown + pause)
            yield return $"{workload.Name} is killed before it had {(service.Shutdown + pause).TotalSeconds:0} s to end";
        if (service.ConsumerStop > service.BusStop || service.BusStop >= service.Shutdown)
            yield return $"{workload.Name} doesn't stop consumers, bus and host in that order";
        var labels = workload.Template.Metadata.Labels;
        if (pause == TimeSpan.Zero && manifests.All<V1Service>().Any(front => front.Spec.Selector.All(labels.Contains)))
            yield return $"{workload.Name} stops while requests still arrive";
    }

    private static (string Name, V1Probe? Probe)[] Probes(V1Container container) =>
        [("startup", container.StartupProbe), ("readiness", container.ReadinessProbe), ("liveness", container.LivenessProbe)];
}
