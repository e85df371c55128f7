using Launcher;
using Statsctl.BrokerUsers;

namespace Season.Demo;

/// <summary>Tells <c>./stats ctl</c> where the running demo is, in <c>.demo/environment</c>; the file is removed with the demo.</summary>
internal sealed class DemoEnvironment : IDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, ".demo");

    private static readonly string Mine = $"STATS_DEMO_PID={Environment.ProcessId}";

    public DemoEnvironment(Servers servers, StatsSystem system)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, "environment");
        File.Delete(path);
        // The file contains passwords.
        var forUsAlone = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using var file = new StreamWriter(path, forUsAlone);
        foreach (var line in (string[])[Mine, .. Settings(servers, system)])
            file.WriteLine(line);
    }

    // ./stats ctl acts as the operator.
    private static IEnumerable<string> Settings(Servers servers, StatsSystem system) =>
        new Dictionary<string, string?>(servers.Environment)
        {
            ["ConnectionStrings__RabbitMq"] = servers.RabbitMqOf(BrokerUser.Operator),
            [Statsctl.Api.AddressVariable] = $"{system.Api}",
            [Statsctl.Api.KeyVariable] = system.ApiKey,
        }
            .Select(setting => $"{setting.Key}={setting.Value}");

    // If another demo has started meanwhile, the file is about that one and stays.
    public void Dispose()
    {
        var file = Path.Combine(Folder, "environment");
        if (File.Exists(file) && File.ReadLines(file).First() == Mine)
            File.Delete(file);
    }
}
