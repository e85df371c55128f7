namespace Stats.Contracts;

/// <summary>A club that plays at home or away.</summary>
/// <param name="Id">The feed's own id.</param>
/// <param name="Name">The display name.</param>
public sealed record Club(string Id, string Name);
