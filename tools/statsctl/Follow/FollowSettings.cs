using Statsctl.Forecasters;
using Statsctl.Results;

namespace Statsctl.Follow;

/// <summary>How sources are followed.</summary>
/// <param name="Every">Time between two polls, by the clock of the matches.</param>
internal sealed record FollowSettings(
    Uri Broker, TimeSpan Every, IReadOnlyList<Forecaster> Forecasters, TimeZones Zones, ClubAliases Aliases);
