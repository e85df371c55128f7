namespace Stats.Tests.Replay;

/// <summary>Results and predictions files for one test, in a folder of their own.</summary>
internal sealed class ReplayFiles : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("stats-replay-").FullName;

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
