using System.Collections.Concurrent;

namespace Stats.Launcher;

/// <summary>Decides between containers and local programs.</summary>
/// <param name="kind">What was asked for.</param>
/// <param name="path">Where engines are looked for: folders, separated by colons.</param>
/// <param name="say">Told what takes a while, and why an engine that answers is not used.</param>
internal sealed class EngineChoice(ServerKind kind, string path, Action<string> say)
{
    // An engine without network gives up by itself within seconds; this is for a slow one.
    private static readonly TimeSpan PullPatience = TimeSpan.FromMinutes(3);

    private static readonly string[] Engines = ["docker", "podman"];

    private static readonly ConcurrentDictionary<(ServerKind, string), Lazy<Task<ContainerEngine?>>> Made = [];

    /// <summary>The same answer for all of this process: tests start servers many times, and an engine without network would fail each time.</summary>
    public static Task<ContainerEngine?> OfThisProcessAsync(ServerKind kind, IEnumerable<Server> servers, Action<string> say, CancellationToken ct)
    {
        string[] images = [.. servers.Select(server => ContainerSpec.ImageOf(server)).Order(StringComparer.Ordinal)];
        var path = Elsewhere() ? "" : Environment.GetEnvironmentVariable("PATH") ?? "";
        return Made.GetOrAdd((kind, string.Join(' ', images)), _ => new(() => new EngineChoice(kind, path, say).MakeAsync(images, ct))).Value;
    }

    /// <summary>An engine that answers and has the images; null for local programs.</summary>
    /// <exception cref="LauncherException">Containers were asked for, and none can be had.</exception>
    public async Task<ContainerEngine?> MakeAsync(IReadOnlyCollection<string> images, CancellationToken ct)
    {
        if (kind == ServerKind.Local)
            return null;
        if (await FindAsync(ct) is not { } engine)
            return kind == ServerKind.Any ? null : throw new LauncherException("STATS_SERVERS=containers, but neither docker nor podman answers here.");
        if (await MissingAsync(engine, images, ct) is not { } reason)
            return engine;
        if (kind == ServerKind.Containers)
            throw new LauncherException($"STATS_SERVERS=containers, but {engine.Name} {reason}.");
        say($"{engine.Name} answers, but {reason}; taking local programs.");
        return null;
    }

    // Ports that an engine on another machine publishes are not on our loopback.
    private static bool Elsewhere() =>
        (Environment.GetEnvironmentVariable("DOCKER_HOST") ?? Environment.GetEnvironmentVariable("CONTAINER_HOST")) is { Length: > 0 } host && !host.StartsWith("unix:", StringComparison.Ordinal);

    private async Task<ContainerEngine?> FindAsync(CancellationToken ct)
    {
        var folders = path.Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in Engines)
        {
            var program = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
            if (program is not null && new ContainerEngine(name, program) is var engine && await engine.AnswersAsync(ct))
                return engine;
        }
        return null;
    }

    /// <summary>Gets the images that are not there.</summary>
    /// <returns>Why one could not be had; null if all are there.</returns>
    private async Task<string?> MissingAsync(ContainerEngine engine, IReadOnlyCollection<string> images, CancellationToken ct)
    {
        foreach (var image in images)
        {
            if (await engine.HasAsync(image, ct))
                continue;
            say($"Pulling {image} with {engine.Name}…");
            var (succeeded, output) = await engine.TryAsync(PullPatience, ct, "pull", image);
            if (!succeeded)
                return $"could not pull {image} ({output})";
        }
        return null;
    }
}
