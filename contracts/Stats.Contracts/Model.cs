namespace Stats.Contracts;

/// <summary>A forecaster: a language model, a bookmaker, a statistical model, a person.</summary>
/// <param name="Id">The feed's own id.</param>
/// <param name="DisplayName">The display name.</param>
/// <param name="Provider">The organization or person that runs the model.</param>
public sealed record Model(string Id, string DisplayName, string Provider);
