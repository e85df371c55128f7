namespace Season.Forecasters;

/// <summary>
/// Predicts scores. <paramref name="Forecast"/> is a pure function: it sees nothing of the match to come but its fixture, and only
/// matches that were over when it was called.
/// </summary>
/// <param name="Id">The model's id in the feed.</param>
/// <param name="DisplayName">The name in tables.</param>
/// <param name="Forecast">The score after 90 minutes that it predicts.</param>
public sealed record Forecaster(string Id, string DisplayName, Func<Fixture, History, Goals> Forecast)
{
    /// <summary>The forecaster as a model of the feed.</summary>
    public Model Model { get; } = new(Id, DisplayName, "built-in");
}
