using Stats.Contracts;

namespace Season.Forecasters;

/// <summary>
/// Predicts scores. <paramref name="Forecast"/> is a pure function: of what it is given it sees nothing of the match to come and
/// only matches that were over when it was asked.
/// </summary>
/// <param name="Id">The model's id in the feed.</param>
/// <param name="DisplayName">What tables show.</param>
/// <param name="Forecast">The score after 90 minutes that it predicts.</param>
public sealed record Forecaster(string Id, string DisplayName, Func<Fixture, History, Goals> Forecast)
{
    /// <summary>What the feed calls it.</summary>
    public Model Model { get; } = new(Id, DisplayName, "built-in");
}
