namespace Statsctl.Forecasters;

/// <summary>A match to come, with all that a forecaster may know of it.</summary>
public sealed record Fixture(string CompetitionId, string Season, string HomeClubId, string AwayClubId, DateTimeOffset Kickoff);

/// <summary>A match that is over.</summary>
/// <param name="Goals">The score after 90 minutes.</param>
public sealed record PlayedMatch(Fixture Fixture, Goals Goals);
