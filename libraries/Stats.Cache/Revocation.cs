namespace Stats.Cache;

/// <summary>A revocation, as a script returns it to a caller that must wait for it.</summary>
/// <param name="Wait">For how many µs processes may still answer the pages from memory, at most.</param>
/// <param name="Id">The fence's nonce and the number of the revocation, on a line each; it ends earlier if all processes heard it.</param>
internal readonly record struct Revocation(long Wait, string Id);
