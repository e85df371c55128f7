namespace Statsctl.Results.Sources;

/// <summary>Finds the source that a text names.</summary>
internal static class ResultSources
{
    /// <summary>The texts that <see cref="Open"/> accepts, for the help of commands.</summary>
    public const string Rule = "a file or folder (football.json, CSV)";

    /// <summary>Opens each source. Nothing is read yet.</summary>
    public static IReadOnlyList<IResultSource> Open(IReadOnlyList<string> sources, SourceOptions options) =>
        [.. sources.Select(source => new FileSource(source, options))];

    /// <summary>Reads all sources, or throws as <see cref="IResultSource.ReadAsync"/>.</summary>
    /// <exception cref="UnreadableFileException">Also if two sources have the same competition and season.</exception>
    public static async Task<SourceReading> ReadAllAsync(IReadOnlyList<IResultSource> sources, CancellationToken ct)
    {
        var seasons = new List<SourceSeason>();
        var passedOver = new List<string>();
        foreach (var source in sources)
        {
            var reading = await source.ReadAsync(ct);
            seasons.AddRange(reading.Seasons);
            passedOver.AddRange(reading.PassedOver);
        }
        return new SourceReading(EachOnce.Of(seasons), passedOver);
    }
}
