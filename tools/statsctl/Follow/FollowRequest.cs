using Statsctl.Forecasters;
using Statsctl.Results;

namespace Statsctl.Follow;

/// <summary>The options of <c>follow</c>, which <see cref="FollowCommand"/> describes.</summary>
/// <param name="Sources">Empty for those of the environment.</param>
/// <param name="Aliases">The file of aliases; null if none was given.</param>
/// <param name="Port">Null for no HTTP.</param>
internal sealed record FollowRequest(
    IReadOnlyList<string> Sources,
    TimeSpan Every,
    IReadOnlyList<Forecaster> Forecasters,
    TimeZones Zones,
    string? Season,
    string? Aliases,
    string? Api,
    string? ApiKey,
    string? RabbitMq,
    int? Port);
