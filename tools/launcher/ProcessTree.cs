using System.Globalization;
using System.Runtime.InteropServices;

namespace Launcher;

/// <summary>
/// A process with all its descendants. PostgreSQL's backends each open a session, so signals to a process group or session would not
/// reach them.
/// </summary>
internal static class ProcessTree
{
    public static void Send(IEnumerable<int> pids, Signal signal)
    {
        foreach (var pid in pids)
            _ = Kill(pid, (int)signal);
    }

    /// <summary>Pauses them, and returns when all have stopped: on a busy machine, a process obeys a signal only after a while.</summary>
    public static void Stop(IReadOnlyList<int> pids)
    {
        Send(pids, Signal.Stop);
        while (pids.Any(Runs))
            Thread.Sleep(1);
    }

    /// <summary>The process first, then its descendants, without those that have ended.</summary>
    public static List<int> Of(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .Select(pid => (pid, parent: Read(pid).Parent))
            .ToLookup(process => process.parent, process => process.pid);
        var tree = new List<int> { root };
        for (var i = 0; i < tree.Count; i++)
            tree.AddRange(children[tree[i]]);
        return tree.FindAll(Lives);
    }

    /// <summary>Whether it runs or is paused; false for a zombie.</summary>
    public static bool Lives(int pid) => Read(pid).State is not ('\0' or 'Z' or 'X');

    // Each thread stops by itself.
    private static bool Runs(int pid)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{pid}/task")
                .Any(thread => Read($"{thread}/stat").State is not ('T' or 't' or '\0' or 'Z' or 'X'));
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static (char State, int Parent) Read(int pid) => Read($"/proc/{pid}/stat");

    private static (char State, int Parent) Read(string path)
    {
        try
        {
            var stat = File.ReadAllText(path);
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ', 3);
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return default;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
