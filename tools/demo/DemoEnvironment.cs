using Stats.Launcher;

namespace Demo;

/// <summary>Tells <c>./stats ctl</c> where the running demo is: <c>.demo/environment</c>, gone with the demo.</summary>
internal sealed class DemoEnvironment : IDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, ".demo");

    private DemoEnvironment()
    {
    }

    public static DemoEnvironment Write(Servers servers, StatsSystem system)
    {
        Directory.CreateDirectory(Folder);
        // Passwords of servers that were given may be in it.
        File.WriteAllLines(
            Path.Combine(Folder, "environment"),
            [$"STATS_DEMO_PID={Environment.ProcessId}", $"STATS_DEMO_API={system.Api}", .. servers.Environment.Select(setting => $"{setting.Key}={setting.Value}")]);
        File.SetUnixFileMode(Path.Combine(Folder, "environment"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new DemoEnvironment();
    }

    public void Dispose() => File.Delete(Path.Combine(Folder, "environment"));
}
