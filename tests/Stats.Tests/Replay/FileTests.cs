using Statsctl;

namespace Stats.Tests.Replay;

/// <summary>Tests that write files.</summary>
public abstract class FileTests : IDisposable
{
    private protected TemporaryFiles Files { get; } = new();

    public void Dispose() => Files.Dispose();

    /// <summary>Checks that a file cannot be read, and that the error begins with its path and line.</summary>
    private protected static void AssertUnreadable(string path, int line, string expectation, Action read)
    {
        var problem = Assert.Throws<UnreadableFileException>(read);
        Assert.StartsWith($"{path}:{line}: ", problem.Message);
        Assert.Contains(expectation, problem.Message);
    }
}
