using Statsctl.Forecasters;

namespace Statsctl.Results;

/// <summary>A fixture of a source that is yet to be played.</summary>
/// <param name="MatchId">The id that its result will have.</param>
/// <param name="HasTime">False if the source has only the day.</param>
internal sealed record ComingMatch(string MatchId, Fixture Fixture, bool HasTime);
