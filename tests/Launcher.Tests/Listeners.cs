using System.Globalization;
using System.Net;

namespace Launcher.Tests;

/// <summary>The addresses that processes listen on, from the tables of the kernel.</summary>
internal static class Listeners
{
    private const string Listening = "0A";

    public static async Task<List<string>> OfAsync(IEnumerable<string> pids)
    {
        var sockets = pids.SelectMany(SocketsOf).ToHashSet();
        string[] rows = [.. await File.ReadAllLinesAsync("/proc/net/tcp"), .. await File.ReadAllLinesAsync("/proc/net/tcp6")];
        return [.. rows.Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == Listening && sockets.Contains($"socket:[{fields[9]}]"))
            .Select(fields => Address(fields[1]))];
    }

    // A process can end while its files are read.
    private static List<string?> SocketsOf(string pid)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{pid}/fd").Select(path => new FileInfo(path).LinkTarget)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    // The kernel prints the address as words of four bytes in the machine's order.
    private static string Address(string text)
    {
        var parts = text.Split(':');
        var bytes = Convert.FromHexString(parts[0]);
        for (var word = 0; word < bytes.Length; word += 4)
            Array.Reverse(bytes, word, 4);
        return new IPEndPoint(new IPAddress(bytes), int.Parse(parts[1], NumberStyles.HexNumber)).ToString();
    }
}
