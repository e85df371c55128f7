namespace Statsctl.Forecasters;

/// <summary>
/// Predicts scores. <paramref name="Forecast"/> is a pure function: it sees nothing of the match to come but its fixture, and only
/// matches that were over when it was called.
/// </summary>
/// <param name="Forecast">The score after 90 minutes that it predicts.</param>
/// <param name="Only">The matches that it predicts; null for all.</param>
public sealed record Forecaster(
    string Id, string DisplayName, Func<Fixture, History, Goals> Forecast, Func<Fixture, bool>? Only = null)
{
    public Model Model { get; } = new(Id, DisplayName, "built-in");

    public bool Predicts(Fixture fixture) => Only?.Invoke(fixture) ?? true;
}
