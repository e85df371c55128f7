namespace AppHost;

/// <summary>The options that <see cref="DashboardCommand"/> describes.</summary>
internal sealed record DashboardRequest(int DashboardPort, int Port, int WebPort, IReadOnlyList<string> Results);
