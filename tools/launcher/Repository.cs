namespace Launcher;

/// <summary>The working copy that this program was built in.</summary>
public static class Repository
{
    /// <exception cref="LauncherException">The program was moved out of it.</exception>
    public static string Root { get; } = Find();

    /// <summary>The path of another program of the repository, from the same build as this one.</summary>
    /// <exception cref="LauncherException">It was not built.</exception>
    public static string Program(string folder, string name)
    {
        // This program is in FOLDER/NAME/bin/CONFIGURATION/FRAMEWORK, or in publish below that if it is compiled ahead of time.
        var output = Path.GetRelativePath(Root, AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar)[2..];
        var path = Path.Combine([Root, folder, name, .. output, $"{name}.dll"]);
        var published = Path.Combine([Root, folder, name, .. output, "publish", $"{name}.dll"]);
        // A missing file counts as the oldest. If the file in publish is the older one, it was published by hand before this build.
        var newest = File.GetLastWriteTimeUtc(published) >= File.GetLastWriteTimeUtc(path) ? published : path;
        return File.Exists(newest)
            ? newest
            : throw new LauncherException($"{path} is missing: build Stats.sln in the same configuration as this program");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Stats.sln")))
                return folder.FullName;
        }
        throw new LauncherException($"There is no Stats.sln above {AppContext.BaseDirectory}: run from a clone of the repository.");
    }
}
