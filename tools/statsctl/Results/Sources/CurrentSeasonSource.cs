namespace Statsctl.Results.Sources;

/// <summary>
/// The current season of a league that plays from autumn to spring: from July on the new one. Until the source has that, at most until
/// October, it is the last one.
/// </summary>
/// <param name="open">Opens the season that begins in a year.</param>
internal sealed class CurrentSeasonSource(string name, Func<int, IResultSource> open, TimeProvider time) : IResultSource
{
    private const int July = 7;
    private const int October = 10;

    private readonly Dictionary<int, IResultSource> _seasons = [];
    private int _read;

    public string Name => name;

    public async Task<SourceReading> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var year = now.Month < July ? now.Year - 1 : now.Year;
        try
        {
            var reading = await Season(year).ReadAsync(cancellation);
            _read = year;
            return reading;
        }
        catch (UnreadableFileException problem) when (problem.IsNoSuchSeason && _read < year && now.Month is >= July and < October)
        {
            return await Season(year - 1).ReadAsync(cancellation);
        }
    }

    private IResultSource Season(int year)
    {
        if (!_seasons.TryGetValue(year, out var season))
            _seasons.Add(year, season = open(year));
        return season;
    }
}
