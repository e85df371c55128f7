namespace Launcher;

/// <summary>Installs missing programs from the distribution's packages (Debian and its relatives), and announces it first.</summary>
internal static class Packages
{
    private static readonly Dictionary<Server, (string Package, string[] Programs)> Needed = new()
    {
        [Server.Postgres] = ("postgresql", ["initdb", "postgres"]),
        [Server.Redis] = ("redis-server", ["redis-server"]),
        [Server.RabbitMq] = ("rabbitmq-server", ["rabbitmq-server", "epmd"]),
    };

    public static async Task InstallMissingAsync(IEnumerable<Server> servers, Action<string> say, CancellationToken ct)
    {
        string[] missing = [.. servers.Select(server => Needed[server])
            .Where(needed => needed.Programs.Any(program => Programs.Find(program) is null))
            .Select(needed => needed.Package)];
        if (missing.Length == 0)
            return;
        var packages = string.Join(' ', missing);
        if (!Environment.IsPrivilegedProcess || Programs.Find("apt-get") is null)
            throw new LauncherException(
                $"Not installed here: {packages}. Install these packages as root (apt-get install {packages}), or give " +
                "connection strings in ConnectionStrings__Postgres, ConnectionStrings__Redis and ConnectionStrings__RabbitMq.");
        say($"Not installed here: {packages}. Installing with apt-get; this takes a minute…");
        await InstallAsync(missing, ct);
    }

    // Without the janitor and in our own session: apt-get ends cleanly on Ctrl-C, but not on a kill.
    private static async Task InstallAsync(string[] packages, CancellationToken ct)
    {
        var start = new ProcessStartInfo("sh", ["-c", Scripts.Read("install.sh") + "\n", "install.sh", .. packages])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        var lines = (await output + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (process.ExitCode != 0)
            throw new LauncherException(
                $"apt-get could not install {string.Join(' ', packages)}:{Environment.NewLine}" +
                string.Join(Environment.NewLine, lines.TakeLast(15)));
    }
}
