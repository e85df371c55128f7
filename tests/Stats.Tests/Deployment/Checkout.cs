namespace Stats.Tests.Deployment;

/// <summary>The files of this working copy.</summary>
internal static class Checkout
{
    /// <summary>Its top folder.</summary>
    public static string Root { get; } = Find();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    public static bool Has(string path) => Path.Exists(PathOf(path));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Stats.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No Stats.sln above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
