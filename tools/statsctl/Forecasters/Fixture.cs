namespace Statsctl.Forecasters;

/// <summary>A match to come, with all that a forecaster may know of it.</summary>
/// <param name="Odds">Null if no odds are known.</param>
public sealed record Fixture(
    string CompetitionId, string Season, string HomeClubId, string AwayClubId, DateTimeOffset Kickoff, ClosingOdds? Odds = null);

/// <summary>A match that is over.</summary>
/// <param name="Goals">The score after 90 minutes.</param>
public sealed record PlayedMatch(Fixture Fixture, Goals Goals);
