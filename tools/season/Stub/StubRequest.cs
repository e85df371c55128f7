namespace Season.Stub;

/// <summary>A request that the stub received.</summary>
/// <param name="Path">With the query.</param>
/// <param name="IfNoneMatch">Empty if the header is missing.</param>
/// <param name="Token">The header <c>X-Auth-Token</c>; empty if it is missing.</param>
public sealed record StubRequest(string Path, string IfNoneMatch, string Token);
