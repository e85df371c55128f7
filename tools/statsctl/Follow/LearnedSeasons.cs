using Statsctl.Results.Sources;

namespace Statsctl.Follow;

/// <summary>The seasons from which forecasts learn, so that they depend on the same matches after a restart.</summary>
internal static class LearnedSeasons
{
    private const int Earlier = 4;

    /// <summary>The season, and the four before it if its id has years.</summary>
    public static IEnumerable<string> Of(string season)
    {
        yield return season;
        if (SeasonYears.Parse(season) is not { } years)
            yield break;
        for (var n = 1; n <= Earlier; n++)
            yield return new SeasonYears(years.First - n, years.Last - n).Id;
    }
}
