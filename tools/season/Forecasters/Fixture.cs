namespace Season.Forecasters;

/// <summary>A match to come, with all that a forecaster may know of it.</summary>
/// <param name="CompetitionId">The league or cup.</param>
/// <param name="Season">The season.</param>
/// <param name="HomeClubId">The club at home.</param>
/// <param name="AwayClubId">The club away.</param>
/// <param name="Kickoff">When it begins (UTC).</param>
public sealed record Fixture(string CompetitionId, string Season, string HomeClubId, string AwayClubId, DateTimeOffset Kickoff);

/// <summary>A match that is over.</summary>
/// <param name="Fixture">The clubs and the time.</param>
/// <param name="Goals">The score after 90 minutes.</param>
public sealed record PlayedMatch(Fixture Fixture, Goals Goals);
