using Stats.Tests.Replay;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results.Sources;

/// <summary>Tests that read files as sources do.</summary>
public abstract class SourceFileTests : FileTests
{
    private protected static SourceOptions Season(string season) => new() { Season = season };

    private protected SourceReading Read(string name, string text, SourceOptions? options = null) =>
        SeasonFiles.Read([Files.Write(name, text)], options ?? new SourceOptions());

    private protected SourceSeason ReadSeason(string name, string text, SourceOptions? options = null) =>
        Assert.Single(Read(name, text, options).Seasons);

    private protected SourceMatch ReadMatch(string name, string text, SourceOptions? options = null) =>
        Assert.Single(ReadSeason(name, text, options).Matches);

    private protected static string Kickoff(SourceMatch match) =>
        $"{match.Kickoff.Date:yyyy-MM-dd} {(match.Kickoff.Time is { } time ? $"{time:HH:mm}" : "-")} "
        + (match.Kickoff.Offset is { } offset ? $"{offset.TotalHours}" : "-");
}
