namespace Stats.Contracts;

/// <summary>A club that plays at home or away.</summary>
/// <param name="Id">The feed's own id.</param>
/// <param name="Name">What tables show.</param>
public sealed record Club(string Id, string Name);
