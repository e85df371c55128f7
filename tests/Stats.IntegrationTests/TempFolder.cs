namespace Stats.IntegrationTests;

/// <summary>A temporary folder for the files of one test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("stats-test-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
