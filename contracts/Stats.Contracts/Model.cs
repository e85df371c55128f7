namespace Stats.Contracts;

/// <summary>A forecaster: a language model, a bookmaker, a statistical model, a person.</summary>
/// <param name="Id">The feed's own id.</param>
/// <param name="DisplayName">What tables show.</param>
/// <param name="Provider">Who runs the model.</param>
public sealed record Model(string Id, string DisplayName, string Provider);
