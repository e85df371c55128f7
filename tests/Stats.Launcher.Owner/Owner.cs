namespace Stats.Launcher.Tests;

/// <summary>A program that owns servers and does nothing else, to be killed.</summary>
public static class Owner
{
    public static async Task Main()
    {
        await using var servers = await Servers.StartAsync(
            new ServersOptions { Given = new Dictionary<Server, string>(), Kind = ServerKind.Local }, _ => { });
        servers.Start(new ChildStart("stubborn", "sh", "-c", "trap '' TERM; while :; do sleep 1; done"));
        Console.WriteLine(servers.Folder);
        await Task.Delay(Timeout.Infinite);
    }
}
