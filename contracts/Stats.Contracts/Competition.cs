namespace Stats.Contracts;

/// <summary>A league or cup.</summary>
/// <param name="Id">The feed's own id, such as <c>en.1</c>.</param>
/// <param name="Name">The display name.</param>
public sealed record Competition(string Id, string Name);
