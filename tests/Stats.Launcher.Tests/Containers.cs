namespace Stats.Launcher.Tests;

/// <summary>The containers that belong to a launcher's folder, as the engine itself lists them.</summary>
internal static class Containers
{
    public const string Missing = "No container engine here answers and has the images.";

    private static readonly Lazy<bool> Found = new(() => EngineAsync().GetAwaiter().GetResult() is not null);

    public static bool CanRun => Found.Value;

    public static async Task<List<string>> OfAsync(string folder) =>
        [.. (await (await EngineAsync())!.RunAsync(default, "ps", "--all", "--quiet", "--filter", $"label=stats.launcher={folder}"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Where each of them is to be reached.</summary>
    public static async Task<List<string>> AddressesAsync(string folder)
    {
        var engine = await EngineAsync();
        return [.. await Task.WhenAll((await OfAsync(folder)).Select(container => engine!.RunAsync(default, "port", container)))];
    }

    /// <summary>An engine that could be used without pulling; null if there is none.</summary>
    public static async Task<ContainerEngine?> EngineAsync()
    {
        var images = Enum.GetValues<Server>().Select(ContainerSpec.ImageOf);
        foreach (var name in (string[])["docker", "podman"])
        {
            if (Programs.Find(name) is { } program && new ContainerEngine(name, program) is var engine && await engine.AnswersAsync(default))
                return (await Task.WhenAll(images.Select(image => engine.HasAsync(image, default)))).All(has => has) ? engine : null;
        }
        return null;
    }
}
