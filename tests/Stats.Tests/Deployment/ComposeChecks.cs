using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceDefaults;

namespace Stats.Tests.Deployment;

/// <summary>Checks of the compose file. Each finding is a sentence.</summary>
internal static partial class ComposeChecks
{
    // Their images have no shell and no client that a health check could run.
    private static readonly string[] WithoutShell = ["otel-collector", "jaeger", "redis-exporter"];

    /// <summary>All findings.</summary>
    public static IReadOnlyList<string> Findings(ComposeFile file) =>
    [
        .. file.Services.SelectMany(Image),
        .. Ports(file),
        .. file.Services.SelectMany(HealthCheck),
        .. file.Services.SelectMany(Hardening),
        .. file.Services.SelectMany(Limits),
        .. file.Services.SelectMany(service => Files(file, service)),
        .. file.Services.SelectMany(service => Dependencies(file, service)),
        .. file.Services.Where(service => service.IsOurs && Checkout.Has(service.Dockerfile!))
            .SelectMany(service => ComposeSettings.Findings(file, service)),
        .. file.Services.Where(service => !service.StaysUp && service.Profiles.Count == 0).SelectMany(service => OneShot(file, service)),
        .. ComposeSecrets.Findings(file),
    ];

    private static IEnumerable<string> Image(ComposeService service)
    {
        var (repository, tag) = service.Image.Split(':') is [var name, var version] ? (name, version) : (service.Image, "");
        if (tag is "" or "latest")
            yield return $"{service.Name} runs {service.Image}, which is not a pinned version";
        if (service.Dockerfile is { } dockerfile)
        {
            if (!Checkout.Has(dockerfile))
                yield return $"{service.Name} is built from {dockerfile}, which doesn't exist";
            else if (new ImageProject(dockerfile).Repository != repository)
                yield return $"{service.Name} runs {repository}, which {dockerfile} doesn't build";
        }
    }

    private static IEnumerable<string> Ports(ComposeFile file)
    {
        var taken = new Dictionary<string, string>();
        foreach (var (service, port) in file.Services.SelectMany(service => service.Ports.Select(port => (service, port))))
        {
            if (Published().Match(port) is not { Success: true } match)
            {
                yield return $"{service.Name} publishes {port} beyond the loopback";
                continue;
            }
            var host = match.Groups["host"].Value;
            if (!taken.TryAdd(host, service.Name))
                yield return $"{service.Name} publishes port {host}, which {taken[host]} publishes";
            if (service.Name == "stats-api")
                yield return $"{service.Name} publishes a port itself, so it can't have replicas";
            if (service.IsOurs && match.Groups["container"].Value != "8080")
                yield return $"{service.Name} publishes {match.Groups["container"].Value}, where its image doesn't listen";
        }
    }

    private static IEnumerable<string> HealthCheck(ComposeService service)
    {
        // A tool that stays up, such as the canary, has no port; its metrics tell whether it works.
        if (!service.StaysUp || service.IsTool)
            yield break;
        if (!service.HasHealthCheck && !WithoutShell.Contains(service.Name))
            yield return $"{service.Name} has no health check";
        if (service.IsOurs && service.HealthCheck is [.., var address] && address != $"http://127.0.0.1:8080{Health.ReadyPath}")
            yield return $"{service.Name} is probed at {address}, which doesn't report readiness";
    }

    private static IEnumerable<string> Hardening(ComposeService service)
    {
        if (!service.Strings("security_opt").Contains("no-new-privileges:true"))
            yield return $"{service.Name} may gain privileges";
        if (service.Node.ContainsKey("privileged") || service.Node.ContainsKey("network_mode") || service.Node.ContainsKey("cap_add"))
            yield return $"{service.Name} has privileges";
        if (!service.IsOurs)
            yield break;
        if ((bool?)service.Node["read_only"] != true || !service.Strings("tmpfs").SequenceEqual(["/tmp"]))
            yield return $"{service.Name} can write elsewhere than to /tmp";
        if (!service.Strings("cap_drop").SequenceEqual(["ALL"]))
            yield return $"{service.Name} keeps capabilities";
        if (service is { StaysUp: true, IsTool: false }
            && Seconds((string?)service.Node["stop_grace_period"]) is var grace && grace <= Shutdown.Host.TotalSeconds)
            yield return $"{service.Name} is killed after {grace} s; it may take {Shutdown.Host.TotalSeconds} s to end";
    }

    private static IEnumerable<string> Limits(ComposeService service)
    {
        if (!service.Node.ContainsKey("mem_limit"))
            yield return $"{service.Name} has no limit of memory";
        if (!service.Node.ContainsKey("pids_limit"))
            yield return $"{service.Name} has no limit of processes";
        if (service.Node["logging"]?["options"] is not JsonObject log || !log.ContainsKey("max-size") || !log.ContainsKey("max-file"))
            yield return $"{service.Name} keeps its whole log";
    }

    private static IEnumerable<string> Files(ComposeFile file, ComposeService service)
    {
        foreach (var source in service.Volumes.Select(volume => volume.Split(':')[0]))
        {
            if (source.StartsWith('.') ? !Checkout.Has(source) : !file.Volumes.Contains(source))
                yield return $"{service.Name} mounts {source}, which doesn't exist";
        }
        // `docker compose run --rm` deletes the container with all that is elsewhere. A volume takes its owner from the image.
        var folder = (string?)service.Node["working_dir"] ?? "/app";
        if (service.Name == "statsctl" && !(service.Volumes.Any(volume => volume.Split(':').Skip(1).SequenceEqual([folder]))
            && Checkout.Read(service.Dockerfile!).Contains($" --chown=1654:1654 {folder} {folder}\n", StringComparison.Ordinal)))
        {
            yield return $"{service.Name} can't keep files in {folder}";
        }
    }

    private static IEnumerable<string> Dependencies(ComposeFile file, ComposeService service)
    {
        foreach (var (name, condition) in service.DependsOn)
        {
            var possible = file.Find(name) is { } other && other.Profiles.All(service.Profiles.Contains) && condition switch
            {
                "service_healthy" => other.HasHealthCheck && other.StaysUp,
                "service_completed_successfully" => !other.StaysUp,
                _ => false,
            };
            if (!possible)
                yield return $"{service.Name} waits for {name} to be {condition}, which never happens";
        }
    }

    // `up --wait` treats the end of a container as a failure unless another one waits for it to complete (docker/compose#9572).
    private static IEnumerable<string> OneShot(ComposeFile file, ComposeService service)
    {
        const string Completed = "service_completed_successfully";
        if (!file.Services.Any(other => other.StaysUp && other.DependsOn.GetValueOrDefault(service.Name) == Completed))
            yield return $"no service waits for {service.Name} to end";
    }

    private static int Seconds(string? text) => text?.EndsWith('s') == true && int.TryParse(text[..^1], out var seconds) ? seconds : 10;

    [GeneratedRegex("^127\\.0\\.0\\.1:(?<host>[0-9]+):(?<container>[0-9]+)$")]
    private static partial Regex Published();
}
