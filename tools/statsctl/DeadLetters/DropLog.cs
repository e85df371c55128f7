using System.Text;

namespace Statsctl.DeadLetters;

/// <summary>A file of the messages to drop, one per line. It is on the disk before the first message is removed.</summary>
internal sealed class DropLog(string path) : IDisposable
{
    private FileStream? _file;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <exception cref="CommandFailedException">The file can't be written, or exists already.</exception>
    public void Write(DeadLetter letter) => OrFail(() =>
    {
        _file ??= new FileStream(Path, FileMode.CreateNew, FileAccess.Write);
        _file.Write(Encoding.UTF8.GetBytes($"{LetterJson.Line(letter)}\n"));
    });

    /// <exception cref="CommandFailedException">The disk is full or missing.</exception>
    public void Flush() => OrFail(() => _file?.Flush(flushToDisk: true));

    /// <summary>Deletes the file, because nothing was dropped.</summary>
    public void Discard()
    {
        if (_file is null)
            return;
        _file.Dispose();
        File.Delete(Path);
    }

    public void Dispose() => _file?.Dispose();

    private static void OrFail(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(
                $"nothing was dropped, because the log can't be written ({e.Message}): give another file with --log", e);
        }
    }
}
