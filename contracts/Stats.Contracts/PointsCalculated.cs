namespace Stats.Contracts;

/// <summary>
/// A match was scored, scored again or voided, and all changes are committed. Announced at least once; a repeated announcement has the
/// tags' current versions.
/// </summary>
/// <param name="MatchId">The match.</param>
/// <param name="CompetitionId">Its competition in the result with the highest revision.</param>
/// <param name="Season">Its season.</param>
/// <param name="HomeClubId">The home club.</param>
/// <param name="AwayClubId">The away club.</param>
/// <param name="Revision">The revision in force.</param>
/// <param name="Scoring">How many times the match has been scored, from 1.</param>
/// <param name="Quotas">Points for each tendency.</param>
/// <param name="PredictionsScored">The number of predictions that count; 0 if the match is void.</param>
/// <param name="PointsAwarded">The sum of all points; 0 if the match is void.</param>
/// <param name="Tags">Every tag that the match touches, with its current version.</param>
/// <param name="Change">The change number: the version of <c>overall</c> among the tags.</param>
/// <param name="Generation">The database's generation, to which the versions belong; a restore raises it.</param>
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
