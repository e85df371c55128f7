namespace Statsctl.Results.Sources;

/// <summary>A file, or a folder that stands for all files with seasons below it.</summary>
internal sealed class FileSource(string path, SourceOptions options) : IResultSource
{
    public string Name => path;

    public Task<SourceReading> ReadAsync(CancellationToken cancellation) =>
        Task.Run(() => SeasonFiles.Read([path], options, cancellation), cancellation);
}
