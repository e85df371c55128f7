namespace Statsctl.DeadLetters;

/// <summary>A message that was taken and is neither acknowledged nor given back yet.</summary>
/// <param name="Tag">The broker's tag of this delivery.</param>
public readonly record struct Taken(DeadLetter Letter, ulong Tag);
