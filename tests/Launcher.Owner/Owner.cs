namespace Launcher.Tests;

/// <summary>A program that starts servers and waits to be killed or, with the argument <c>busy</c>, writes until it is paused.</summary>
public static class Owner
{
    public static async Task Main(string[] args)
    {
        if (args is ["busy"])
            KeepBusy();
        await using var servers = await Servers.StartAsync(ServersOptions.Own() with { Kind = ServerKind.Local }, _ => { });
        servers.Start(new ChildStart("stubborn", "sh", "-c", "trap '' TERM; while :; do sleep 1; done"));
        Console.WriteLine(servers.Folder);
        await Task.Delay(Timeout.Infinite);
    }

    // More threads than processors, all of them writing continuously.
    private static void KeepBusy()
    {
        using var output = Console.OpenStandardOutput();
        var threads = Array.ConvertAll(new int[4 * Environment.ProcessorCount], _ => new Thread(() =>
        {
            while (true)
                output.Write("."u8);
        }));
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }
}
