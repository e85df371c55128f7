namespace Launcher.Tests;

/// <summary>The processes that belong to a launcher's folder, by their working directory or command line.</summary>
internal static class Leftovers
{
    public static List<string> Of(string folder)
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                var command = File.ReadAllText($"{process}/cmdline").Replace('\0', ' ');
                var directory = new DirectoryInfo($"{process}/cwd").LinkTarget ?? "";
                if (command.Contains(folder, StringComparison.Ordinal) || directory.StartsWith(folder, StringComparison.Ordinal))
                    found.Add($"{Path.GetFileName(process)} {command}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The process ended in the meantime.
            }
        }
        return found;
    }

    public static async Task<List<string>> AfterAsync(string folder, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        while ((Of(folder).Count > 0 || Directory.Exists(folder)) && !timeout.IsCancellationRequested)
            await Task.Delay(50);
        return Of(folder);
    }
}
