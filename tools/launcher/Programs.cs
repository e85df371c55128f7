namespace Launcher;

/// <summary>Finds server programs where the distribution's packages install them, even outside an ordinary user's PATH.</summary>
internal static class Programs
{
    public static string? Find(string name) => Folders()
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    public static string Require(string name) =>
        Find(name) ?? throw new LauncherException($"The program {name} is missing, in PATH and in its package's folder: install it.");

    private static IEnumerable<string> Folders() =>
    [
        // Before PATH: Debian's /usr/sbin/rabbitmq-server is a wrapper that changes the user with su, which needs a terminal.
        "/usr/lib/rabbitmq/bin",
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries),
        "/usr/sbin",
        .. PostgresFolders(),
    ];

    // Debian keeps initdb and postgres out of PATH, in one folder per version; the newest is taken.
    private static IEnumerable<string> PostgresFolders() => !Directory.Exists("/usr/lib/postgresql") ? [] :
        Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"));
}
