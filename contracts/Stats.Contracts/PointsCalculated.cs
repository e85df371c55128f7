namespace Stats.Contracts;

/// <summary>
/// A match was scored, scored anew or voided, and everything about it is committed. Announced at least once; an announcement
/// repeated carries the tags' versions of its own time.
/// </summary>
/// <param name="MatchId">The match.</param>
/// <param name="CompetitionId">Its competition, by the highest result received.</param>
/// <param name="Season">Its season.</param>
/// <param name="HomeClubId">The club at home.</param>
/// <param name="AwayClubId">The club away.</param>
/// <param name="Revision">The revision in force.</param>
/// <param name="Scoring">How often this match was scored, from 1.</param>
/// <param name="Quotas">Points for each tendency.</param>
/// <param name="PredictionsScored">Predictions that were given points or zero; none if the match is void.</param>
/// <param name="PointsAwarded">The sum of all points; zero if the match is void.</param>
/// <param name="Tags">Every tag that the match touches, with the version that it has now.</param>
/// <param name="Change">The change number: the version of <c>overall</c> among the tags.</param>
/// <param name="Generation">Which life of the database the versions belong to; a restore begins a new, higher one.</param>
/// <param name="CalculatedAt">When the match was scored, or announced again (UTC).</param>
public sealed record PointsCalculated(
    string MatchId,
    string CompetitionId,
    string Season,
    string HomeClubId,
    string AwayClubId,
    int Revision,
    int Scoring,
    Quotas Quotas,
    int PredictionsScored,
    int PointsAwarded,
    IReadOnlyDictionary<string, long> Tags,
    long Change,
    long Generation,
    DateTimeOffset CalculatedAt);
