using System.Text.Json.Nodes;
using k8s.Models;

namespace Stats.Tests.Deployment;

/// <summary>Every check finds the fault that it is meant for.</summary>
[Collection(PodEnvironment.Collection)]
public sealed class ManifestMutationTests
{
    private static readonly Dictionary<string, (Action<Manifests> Break, string Finding)> Broken = new()
    {
        ["a Deployment's selector"] = (m => Api(m).Spec.Template.Metadata.Labels["app.kubernetes.io/name"] = "api",
            "stats-api selects other pods than its own"),
        ["a selector that is too wide"] = (m => Api(m).Spec.Selector.MatchLabels = Wide(), "stats-api selects other pods than its own"),
        ["a spread's selector"] = (m => Pod(m).TopologySpreadConstraints[0].LabelSelector.MatchLabels = Wide(),
            "spread over topology.kubernetes.io/zone by other pods"),
        ["no spread over nodes"] = (m => Pod(m).TopologySpreadConstraints.RemoveAt(1), "not spread over kubernetes.io/hostname"),
        ["a Service's selector"] = (m => m.One<V1Service>("stats-api").Spec.Selector["app.kubernetes.io/name"] = "api",
            "Service stats-api selects 0 workloads"),
        ["a budget's selector"] = (m => Budget(m).Spec.Selector.MatchLabels = Wide(), "the disruption budget stats-api is for other pods"),
        ["a budget without evictions"] = (m => Budget(m).Spec.MaxUnavailable = "0", "doesn't allow exactly one unavailable pod"),
        ["a budget under another name"] = (m => Budget(m).Metadata.Name = "api", "stats-api has no disruption budget"),
        ["an autoscaler's target"] = (m => Autoscaler(m).Spec.ScaleTargetRef.Name = "api", "scales Deployment api, which doesn't exist"),
        ["an autoscaler's target's kind"] = (m => Autoscaler(m).Spec.ScaleTargetRef.Kind = "StatefulSet",
            "scales StatefulSet stats-api, which doesn't exist"),
        ["replicas under an autoscaler"] = (m => Api(m).Spec.Replicas = 2, "stats-api has both a fixed replica count and an autoscaler"),
        ["an autoscaler without a request"] = (m => Container(m).Resources.Requests.Remove("cpu"), "a cpu request that doesn't exist"),
        ["a Service's port"] = (m => m.One<V1Service>("stats-api").Spec.Ports[0].TargetPort = "web",
            "leads to port web, where stats-api doesn't listen"),
        ["a container's port"] = (m => Container(m).Ports[0].ContainerPort = 8081, "listens on 8080, which is not its container's port"),
        ["a probe's port"] = (m => Container(m).LivenessProbe.HttpGet.Port = 8081, "the liveness probe of stats-api asks port 8081"),
        ["a server's governing Service"] = (m => m.One<V1StatefulSet>("postgres").Spec.ServiceName = "database",
            "names the Service database, which doesn't exist"),

        ["a server's name"] = (m => m.One<V1Service>("postgres").Metadata.Name = "database", "leads to postgres:5432, which is no Service"),
        ["a server's port"] = (m => m.One<V1Service>("redis").Spec.Ports[0].Port = 6380, "leads to redis:6379, which is no Service"),

        ["a Secret's key"] = (m => Container(m).Env[0].ValueFrom.SecretKeyRef.Key = "Postgres",
            "refers to the key Postgres, which the Secret stats-connections"),
        ["a Secret's name"] = (m => Container(m).Env[0].ValueFrom.SecretKeyRef.Name = "connections",
            "refers to the Secret connections, which doesn't exist"),
        ["a ConfigMap's name"] = (m => Container(m).EnvFrom[0].ConfigMapRef.Name = "settings",
            "refers to the ConfigMap settings, which doesn't exist"),
        ["a volume's Secret"] = (m => Pod(m).Volumes[1].Secret.SecretName = "keys", "refers to the Secret keys, which doesn't exist"),
        ["a Secret that lost a key"] = (m => m.One<V1Secret>("stats-connections").StringData.Remove("ConnectionStrings__Redis"),
            "refers to the key ConnectionStrings__Redis"),
        ["a volume that is not mounted"] = (m => Container(m).VolumeMounts.RemoveAt(1), "mounts other volumes than it has"),
        ["a Secret mounted elsewhere"] = (m => Container(m).VolumeMounts[1].MountPath = "/run/secrets", "where no service looks"),
        ["an account's name"] = (m => Pod(m).ServiceAccountName = "api", "runs as api, which is no account"),
        ["an account with a token"] = (m => m.One<V1ServiceAccount>("stats-api").AutomountServiceAccountToken = true,
            "no account without a token"),

        ["a server's passwords"] = (m => Pod(m, "rabbitmq").InitContainers[0].EnvFrom[0].SecretRef.Name = "users",
            "refers to the Secret users, which doesn't exist"),
        ["a server's init container without security"] = (m => Pod(m, "rabbitmq").InitContainers[0].SecurityContext = null,
            "rabbitmq may escalate its privileges"),

        ["a misspelt setting"] = (m => Variable(m, "Cache__SeasonInPly"),
            "stats-api gets Cache__SeasonInPly, which is not one of its settings"),
        ["another service's setting"] = (m => Variable(m, "Scoring__MinQuota"),
            "stats-api gets Scoring__MinQuota, which is not one of its settings"),
        ["a list's item in the wrong place"] = (m => m.One<V1Secret>("stats-api-keys").StringData["Auth__Keys__Name"] = "x",
            "stats-api gets Auth__Keys__Name"),
        ["a misspelt variable of a Job"] = (m => Pod(m, "migrate").Containers[0].Env[0].Name = "ConnectionStrings__Postgre",
            "migrate gets ConnectionStrings__Postgre"),

        ["no startup probe"] = (m => Container(m).StartupProbe = null, "stats-api has no startup probe"),
        ["a probe of no route"] = (m => Container(m).LivenessProbe.HttpGet.Path = "/healthz", "asks /healthz, which is no health route"),
        ["a route that is not for health"] = (m => Container(m).LivenessProbe.HttpGet.Path = "/api/stats/overall",
            "asks /api/stats/overall, which is no health route"),
        ["liveness that depends on others"] = (m => Container(m).LivenessProbe.HttpGet.Path = "/health/ready",
            "asks /health/ready, which looks at dependencies"),
        ["readiness that depends on nothing"] = (m => Container(m).ReadinessProbe.HttpGet.Path = "/health/live",
            "asks /health/live, which looks at no dependency"),
        ["a probe with a short timeout"] = (m => Container(m).ReadinessProbe.TimeoutSeconds = 2, "gives up before the health check does"),
        ["a short grace"] = (m => Pod(m).TerminationGracePeriodSeconds = 50, "stats-api is killed before it had 50 s to end"),
        ["no grace stated"] = (m => Pod(m, "scoring-service").TerminationGracePeriodSeconds = null,
            "scoring-service is killed before it had 40 s to end"),
        ["no pause before the stop"] = (m => Container(m).Lifecycle = null, "stats-api stops while requests still arrive"),

        ["root"] = (m => Pod(m).SecurityContext.RunAsNonRoot = null, "may run as root"),
        ["no user"] = (m => Pod(m, "migrate").SecurityContext.RunAsUser = null, "migrate doesn't say as which user it runs"),
        ["another user"] = (m => Pod(m).SecurityContext.RunAsUser = 1000, "another user than the .NET images' own"),
        ["no seccomp profile"] = (m => Pod(m, "topology").SecurityContext.SeccompProfile = null, "topology has no seccomp profile"),
        ["escalation"] = (m => Container(m).SecurityContext.AllowPrivilegeEscalation = null, "may escalate its privileges"),
        ["privileges"] = (m => Container(m).SecurityContext.Privileged = true, "is privileged"),
        ["a writable root"] = (m => Container(m).SecurityContext.ReadOnlyRootFilesystem = null, "can write to its root file system"),
        ["capabilities"] = (m => Container(m).SecurityContext.Capabilities.Drop = ["NET_RAW"], "keeps capabilities"),
        ["the host's network"] = (m => Pod(m).HostNetwork = true, "uses the host's namespaces"),
        ["the host's port"] = (m => Container(m).Ports[0].HostPort = 8080, "takes a port of the host"),
        ["the host's files"] = (m => Pod(m).Volumes[0].HostPath = new() { Path = "/" }, "mounts what the restricted profile forbids"),
        ["a token"] = (m => Pod(m).AutomountServiceAccountToken = null, "gets a token for the Kubernetes API"),
        ["no /tmp"] = (m => Container(m).VolumeMounts[0].MountPath = "/temp", "has no /tmp to write to"),
        ["no requests"] = (m => Container(m).Resources.Requests = null, "doesn't request CPU and memory"),
        ["no memory limit"] = (m => Container(m).Resources.Limits = null, "has no memory limit"),
        ["a CPU limit"] = (m => Container(m).Resources.Limits["cpu"] = new("1"), "has a CPU limit"),
        ["a limit below the request"] = (m => Container(m).Resources.Limits["memory"] = new("128Mi"),
            "requests more memory than its limit"),
        ["a server without security"] = (m => Pod(m, "rabbitmq").Containers[0].SecurityContext = null,
            "rabbitmq may escalate its privileges"),
        ["a profile without a version"] = (
            m => m.All<V1Namespace>().Single().Metadata.Labels["pod-security.kubernetes.io/enforce-version"] = "latest",
            "doesn't pin the version of the profile that it means by enforce"),
        ["no priority"] = (m => Pod(m).PriorityClassName = null, "has the priority of everything"),
        ["another priority"] = (m => Pod(m, "canary").PriorityClassName = "high", "canary has the priority high"),

        ["no default deny"] = (m => Policy(m, "default-deny").Spec.PolicyTypes = ["Ingress"], "what no policy mentions is allowed"),
        ["a closed database"] = (m => Policy(m, "to-postgres").Spec.Egress[0].Ports[0].Port = 5433,
            "stats-api may not connect to port 5432"),
        ["a database that is open to more"] = (
            m => Policy(m, "to-postgres").Spec.PodSelector.MatchExpressions[0].Values.Add("web"),
            "stats-web may connect to port 5432, which it doesn't use"),
        ["a closed API"] = (m => Policy(m, "to-stats-api").Spec.PodSelector.MatchExpressions[0].Values.Remove("verify"),
            "verify may not connect to port 8080"),
        ["an API without visitors"] = (
            m => Policy(m, "from-clients-to-stats-api").Spec.Ingress[0].FromProperty[0].PodSelector.MatchExpressions[0].Values
                .Remove("web"),
            "stats-api takes no connection of stats-web"),
        ["a server that takes no connection"] = (m => Policy(m, "redis").Spec.Ingress[0].Ports[0].Port = "cache",
            "redis takes no connection of stats-api"),
        ["a collector that isn't reached"] = (m => Policy(m, "to-collector").Spec.PodSelector.MatchExpressions[0].Values.Remove("canary"),
            "canary may not connect to port 4317"),

        ["an open namespace"] = (m => m.All<V1Namespace>().Single().Metadata.Labels["pod-security.kubernetes.io/enforce"] = "baseline",
            "doesn't enforce the restricted profile"),

        ["no tag"] = (m => Container(m).Image = "stats/stats-api", "runs stats/stats-api, which is not a pinned version"),
        ["the latest tag"] = (m => Container(m).Image = "registry:5000/stats/stats-api:latest",
            "stats-api:latest, which is not a pinned version"),
        ["a version that isn't the image's"] = (m => Container(m).Image = "stats/stats-api:0.2.0",
            "its label app.kubernetes.io/version says 0.1.0"),
        ["another namespace"] = (m => m.One<V1Service>("stats-api").Metadata.NamespaceProperty = "default",
            "Service stats-api is not in the namespace stats"),
        ["no namespace"] = (m => Budget(m).Metadata.NamespaceProperty = null,
            "PodDisruptionBudget stats-api is not in the namespace stats"),
        ["a missing label"] = (m => Api(m).Metadata.Labels.Remove("app.kubernetes.io/component"),
            "stats-api lacks the label app.kubernetes.io/component"),

        ["more replicas than connections"] = (m => m.One<V1Deployment>("scoring-service").Spec.Replicas = 5,
            "may open 272 connections, of 330"),
        ["more autoscaling than connections"] = (m => Autoscaler(m).Spec.MaxReplicas = 9, "may open 272 connections, of 330"),
        ["a larger surge"] = (m => Api(m).Spec.Strategy.RollingUpdate.MaxSurge = 4, "may open 272 connections, of 330"),
        ["a surge by percent"] = (m => Api(m).Spec.Strategy.RollingUpdate.MaxSurge = "25%", "stats-api doesn't say how many more pods"),
        ["a Job with few retries"] = (m => m.One<V1Job>("migrate").Spec.BackoffLimit = 3, "the Job migrate gives up"),
        ["a check that overlaps with itself"] = (m => m.One<V1CronJob>("verify").Spec.ConcurrencyPolicy = "Allow",
            "the CronJob verify may overlap with itself"),
        ["a check that retries after a finding"] = (
            m => m.One<V1CronJob>("verify").Spec.JobTemplate.Spec.PodFailurePolicy.Rules[0].OnExitCodes.Values[0] = 2,
            "the CronJob verify retries after a finding"),
        ["a check that restarts itself"] = (m => Pod(m, "verify").RestartPolicy = "OnFailure",
            "the CronJob verify retries after a finding"),
        ["a check's address"] = (m => Pod(m, "verify").Containers[0].Args[1] = "--api=http://stats-api:8080",
            "verify is to call http://stats-api:8080/, which is no Service"),
        ["a check's key"] = (m => Pod(m, "verify").Containers[0].Env[1].Name = "STATS_APIKEY",
            "verify gets STATS_APIKEY, which is not one of its settings"),
        ["a Job that is not deleted"] = (m => m.One<V1Job>("topology").Spec.TtlSecondsAfterFinished = null,
            "the Job topology is never deleted"),
    };

    public static TheoryData<string> Names => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_in_a_manifest_is_found(string name)
    {
        var overlay = name.Contains("server", StringComparison.Ordinal) ? Overlay.Local : Overlay.Production;
        var services = await ManifestTests.ServicesAsync(overlay);
        var manifests = Overlay.Load(overlay);
        Assert.Empty(ManifestChecks.Findings(manifests, services));

        Broken[name].Break(manifests);

        Assert.Contains(
            ManifestChecks.Findings(manifests, services), finding => finding.Contains(Broken[name].Finding, StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_unknown_to_Kubernetes_is_found()
    {
        var pod = Kustomize.Build(Overlay.Folder(Overlay.Production))
            .Single(item => (string?)item["kind"] == "Deployment" && (string?)item["metadata"]!["name"] == "stats-api");
        Assert.Single(Overlay.Read([pod]));
        pod["spec"]!["template"]!["spec"]!["containers"]![0]!["securityContext"]!["readOnlyRootFileSystem"] = true;

        Assert.Contains("readOnlyRootFileSystem", Assert.ThrowsAny<Exception>(() => Overlay.Read([pod])).ToString());
    }

    [Theory]
    [InlineData("ScaledObject scoring-service", "spec.triggers.0.metdata", "spec.triggers[].metdata is not listed")]
    [InlineData("ScaledObject scoring-service", "spec.minReplicas", "spec.minReplicas is not listed")]
    [InlineData("Cluster postgres", "spec.bootstrap.initdb.ownr", "spec.bootstrap.initdb.ownr is not listed")]
    [InlineData("RabbitmqCluster rabbitmq", "spec.override.statefulSet.spec.template.spec.volumes.0.emptyDirectory",
        "emptyDirectory is not listed")]
    [InlineData("PodMonitor stats", "spec.endpoints", "spec.endpoints is not listed")]
    [InlineData("HTTPRoute stats-api", "spec.rules.0.timeout", "spec.rules[].timeout is not listed")]
    [InlineData("ExternalSecret stats-verify", "spec.refresh", "spec.refresh is not listed")]
    public void A_field_unknown_to_an_operator_is_found(string name, string path, string finding)
    {
        var node = Custom(name);
        var parts = path.Split('.');
        parts[..^1].Aggregate(node, (item, part) => item is JsonArray list ? list[int.Parse(part)]! : item[part]!)[parts[^1]] = "x";

        Assert.Contains(finding, Assert.Throws<InvalidDataException>(() => Overlay.Read([node])).Message);
    }

    [Fact]
    public void A_value_of_another_type_and_a_missing_field_of_an_operator_are_found()
    {
        var node = Custom("ScaledObject scoring-service");
        node["spec"]!["maxReplicaCount"] = "3";
        node["spec"]!["triggers"]![0]!.AsObject().Remove("type");
        var message = Assert.Throws<InvalidDataException>(() => Overlay.Read([node])).Message;
        Assert.Contains("spec.maxReplicaCount must be integer, not 3", message);
        Assert.Contains("spec.triggers[] lacks type", message);

        var pooler = Custom("Pooler postgres-pooler");
        pooler["spec"]!["type"] = "rx";
        Assert.Contains("spec.type must be string", Assert.Throws<InvalidDataException>(() => Overlay.Read([pooler])).Message);
    }

    [Fact]
    public void Each_listed_kind_is_used() => Assert.Equal(
        CustomResourceFields.Kinds.Order(StringComparer.Ordinal),
        Overlay.Load(Overlay.Everything).All<CustomResource>().Select(item => $"{item.ApiVersion} {item.Kind}").Distinct()
            .Order(StringComparer.Ordinal));

    [Fact]
    public async Task Stop_timeouts_in_the_wrong_order_are_found()
    {
        var services = new Dictionary<string, RealService>(await ManifestTests.ServicesAsync(Overlay.Production));
        services["scoring-service"] = services["scoring-service"] with { ConsumerStop = TimeSpan.FromSeconds(31) };
        services["cache-invalidator"] = services["cache-invalidator"] with { BusStop = TimeSpan.FromSeconds(40) };

        var findings = ManifestChecks.Findings(Overlay.Load(Overlay.Production), services);

        Assert.Equal(
            [
                "cache-invalidator doesn't stop consumers, bus and host in that order",
                "scoring-service doesn't stop consumers, bus and host in that order",
            ],
            findings.Order());
    }

    private static JsonNode Custom(string name) => Overlay.Load(Overlay.Everything).All<CustomResource>()
        .Single(item => $"{item.Kind} {item.Metadata.Name}" == name).Node;

    private static V1Deployment Api(Manifests manifests) => manifests.One<V1Deployment>("stats-api");

    private static V1PodSpec Pod(Manifests manifests, string workload = "stats-api") => manifests.WorkloadNamed(workload).Pod;

    private static V1Container Container(Manifests manifests) => Pod(manifests).Containers[0];

    private static V1PodDisruptionBudget Budget(Manifests manifests) => manifests.One<V1PodDisruptionBudget>("stats-api");

    private static V2HorizontalPodAutoscaler Autoscaler(Manifests manifests) => manifests.One<V2HorizontalPodAutoscaler>("stats-api");

    private static V1NetworkPolicy Policy(Manifests manifests, string name) => manifests.One<V1NetworkPolicy>(name);

    private static void Variable(Manifests manifests, string name) => Container(manifests).Env.Add(new() { Name = name, Value = "1" });

    private static Dictionary<string, string> Wide() => new() { ["app.kubernetes.io/part-of"] = "stats" };
}
