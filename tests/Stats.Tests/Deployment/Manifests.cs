using System.Text;
using k8s;
using k8s.Models;
using ServiceDefaults;

namespace Stats.Tests.Deployment;

/// <summary>The objects of one overlay, and the number of connections that PostgreSQL allows.</summary>
internal sealed record Manifests(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects, int MaxConnections)
{
    public IEnumerable<Workload> Workloads => Objects.Select(Workload.From).OfType<Workload>();

    public Workload WorkloadNamed(string name) => Workloads.Single(workload => workload.Name == name);

    public IEnumerable<T> All<T>() => Objects.OfType<T>();

    public T One<T>(string name)
        where T : IKubernetesObject<V1ObjectMeta> => All<T>().Single(item => item.Metadata.Name == name);

    /// <summary>A ConfigMap's or Secret's content; null if it doesn't exist. Kustomize adds the hash to names and references.</summary>
    public IReadOnlyDictionary<string, string>? Content(string kind, string name) =>
        kind == "ConfigMap"
            ? All<V1ConfigMap>().FirstOrDefault(map => map.Metadata.Name == name)?.Data.AsReadOnly()
            : All<V1Secret>().FirstOrDefault(secret => secret.Metadata.Name == name) is not { } found ? null
            : found.StringData?.AsReadOnly()
                ?? found.Data.ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetString(pair.Value)).AsReadOnly();

    /// <summary>Every setting that the pod's first container gets, from the environment or as a file.</summary>
    public IReadOnlyDictionary<string, string> Settings(Workload workload)
    {
        var settings = new Dictionary<string, string>();
        var container = workload.Container;
        foreach (var mount in container.VolumeMounts.Where(mount => mount.MountPath == ServiceDefaultsExtensions.SecretsFolder))
            Add(Content("Secret", workload.Pod.Volumes.Single(volume => volume.Name == mount.Name).Secret.SecretName));
        foreach (var source in container.EnvFrom ?? [])
            Add(source.ConfigMapRef is { } map ? Content("ConfigMap", map.Name) : Content("Secret", source.SecretRef.Name));
        foreach (var variable in container.Env ?? [])
            settings[variable.Name] = variable.Value ?? (variable.ValueFrom switch
            {
                { ConfigMapKeyRef: { } key } => Content("ConfigMap", key.Name)?.GetValueOrDefault(key.Key),
                { SecretKeyRef: { } key } => Content("Secret", key.Name)?.GetValueOrDefault(key.Key),
                _ => null,
            }) ?? "";
        return settings;

        void Add(IReadOnlyDictionary<string, string>? content)
        {
            foreach (var (key, value) in content ?? new Dictionary<string, string>())
                settings[key] = value;
        }
    }
}

/// <summary>An object that starts pods.</summary>
internal sealed record Workload(IKubernetesObject<V1ObjectMeta> Object, V1LabelSelector? Selector, V1PodTemplateSpec Template)
{
    public string Name => Object.Metadata.Name;

    public V1PodSpec Pod => Template.Spec;

    /// <summary>The container; every pod has one.</summary>
    public V1Container Container => Pod.Containers[0];

    /// <summary>Whether its image is built from this repository.</summary>
    public bool IsOurs => Container.Image.Contains("stats/", StringComparison.Ordinal);

    /// <summary>Whether it is the operator's tool, which has no port and no health routes.</summary>
    public bool IsTool => Container.Image.Contains("stats/statsctl", StringComparison.Ordinal);

    /// <summary>Whether it runs until it is stopped.</summary>
    public bool IsService => Object is not (V1Job or V1CronJob);

    /// <summary>The object as a workload; null if it starts no pods.</summary>
    public static Workload? From(IKubernetesObject<V1ObjectMeta> item) => item switch
    {
        V1Deployment deployment => new(deployment, deployment.Spec.Selector, deployment.Spec.Template),
        V1StatefulSet set => new(set, set.Spec.Selector, set.Spec.Template),
        V1Job job => new(job, null, job.Spec.Template),
        V1CronJob cron => new(cron, null, cron.Spec.JobTemplate.Spec.Template),
        _ => null,
    };
}
