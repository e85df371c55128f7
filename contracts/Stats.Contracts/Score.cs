namespace Stats.Contracts;

/// <summary>The result of a match. Only <see cref="RegularTime"/> gives points.</summary>
/// <param name="RegularTime">The score after 90 minutes.</param>
/// <param name="ExtraTime">The score after extra time, if it was played.</param>
/// <param name="Penalties">The score of the shoot-out, if there was one.</param>
public sealed record Score(Goals RegularTime, Goals? ExtraTime = null, Goals? Penalties = null);
