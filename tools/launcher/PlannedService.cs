namespace Launcher;

/// <summary>One process of a service, before it is started.</summary>
/// <param name="Address">Where it will listen.</param>
public sealed record PlannedService(string Name, Uri Address, ChildStart Start);
