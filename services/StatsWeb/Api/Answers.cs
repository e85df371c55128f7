namespace StatsWeb.Api;

/// <summary>An answer of StatsApi.</summary>
public sealed record Answer<T>(T Data, AnswerMeta Meta);

/// <summary>What an answer says about itself.</summary>
public sealed record AnswerMeta(
    DateTimeOffset GeneratedAt, string Scope, long Version, PagePlace? Pagination, IReadOnlyList<string>? UnknownIds);

/// <summary>The place of a page in its list.</summary>
public sealed record PagePlace(long? TotalCount, bool HasMore, string? NextCursor, string? PreviousCursor);

/// <summary>An id with its name.</summary>
public sealed record NamedId(string Id, string Name);

/// <summary>Goals of the home and the away club, as older members write them.</summary>
public sealed record GoalPair(int Home, int Away);

/// <summary>Goals of the home and the away club, as newer members write them.</summary>
public sealed record ScoreGoals(int HomeGoals, int AwayGoals);

/// <summary>A result: the 90 minutes, which give points, and what followed.</summary>
public sealed record MatchResult(GoalPair RegularTime, GoalPair? ExtraTime, GoalPair? Penalties);

/// <summary>A row of a table. <see cref="Trend"/> is <c>new</c>, <c>up</c>, <c>down</c> or <c>same</c>.</summary>
public sealed record RankedModel(
    long Rank, bool Tied, string ModelId, string DisplayName, string Provider, long ScoredPredictions, long TotalPoints, decimal AvgPoints,
    decimal Accuracy, long ExactScores, long CorrectTendencies, long CorrectGoalDifferences, long? RankChange, string Trend,
    string? CompetitionId = null, string? CompetitionName = null, string? ClubId = null, string? ClubName = null, bool? IsHome = null,
    IReadOnlyList<RecentPoints>? Form = null);

/// <summary>The points of one of the last ten predictions of a row's model.</summary>
public sealed record RecentPoints(string MatchId, int TotalPoints, string Hit);

/// <summary>A table; competitions and clubs add their names.</summary>
public sealed record ModelTable(
    IReadOnlyList<RankedModel> Models, long TotalModels, long TotalPredictions,
    string? CompetitionName = null, string? ClubName = null);

/// <summary>
/// One of a model's last ten predictions. <see cref="Hit"/> is <c>exact</c>, <c>goalDifference</c>, <c>tendency</c> or <c>wrong</c>.
/// </summary>
public sealed record RecentPrediction(
    string MatchId, DateTimeOffset Kickoff, GoalPair Predicted, GoalPair Result, int TotalPoints, string Hit);

/// <summary>Consecutive right tendencies.</summary>
public sealed record RightRun(long Length, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>A model's page; parts that were not included are null.</summary>
public sealed record ModelDetail(
    string ModelId, string DisplayName, string Provider, RankedModel? Overall,
    IReadOnlyList<RankedModel>? Competitions, IReadOnlyList<RankedModel>? Clubs, IReadOnlyList<RecentPrediction>? Form,
    RightRun? CurrentStreak, RightRun? BestStreak);

/// <summary>A model's sums after each day, oldest first.</summary>
public sealed record ModelHistory(string ModelId, string DisplayName, IReadOnlyList<HistoryPoint> Entries);

/// <summary>A model's sums after a day (or matchday), with its rank among <see cref="Of"/> models.</summary>
public sealed record HistoryPoint(
    DateOnly Day, int? Matchday, long ScoredPredictions, long TotalPoints, long CumulativePredictions, long CumulativePoints,
    decimal? AvgPoints, long? Rank, long Of);

/// <summary>A prediction with its match and the reason for its points.</summary>
public sealed record ExplainedPrediction(
    string MatchId, DateTimeOffset Kickoff, string Season, NamedId Competition, NamedId Home, NamedId Away, bool Voided, ScoreGoals? Result,
    ScoreGoals Prediction, DateTimeOffset SubmittedAt, bool Late, string? Hit, PointParts? Points, string? Reason);

/// <summary>The parts of a prediction's points.</summary>
public sealed record PointParts(int Tendency, int GoalDifferenceBonus, int ExactScoreBonus, int Total);

/// <summary>Models compared over the matches that all of them predicted.</summary>
public sealed record ModelComparison(
    IReadOnlyList<ComparedModel> Models, long SharedMatches, IReadOnlyList<ComparedTotals> Totals,
    IReadOnlyList<ModelDuel> HeadToHead, IReadOnlyList<SeriesPoint> Series);

/// <summary>A compared model.</summary>
public sealed record ComparedModel(string ModelId, string DisplayName, string Provider);

/// <summary>A model's sums over the shared matches.</summary>
public sealed record ComparedTotals(string ModelId, long TotalPoints, decimal? AvgPoints, decimal? Accuracy, long ExactScores);

/// <summary>How often a model earned more, as many, or fewer points than another.</summary>
public sealed record ModelDuel(string ModelId, string OtherId, long Better, long Equal, long Worse, long SameTendency, long SameScore);

/// <summary>Cumulative points after a day, in the order of the models.</summary>
public sealed record SeriesPoint(DateOnly Day, long Matches, IReadOnlyList<long> Points);

/// <summary>How a model's predictions relate to the results.</summary>
public sealed record ModelAccuracy(string ModelId, long ScoredPredictions, OutcomeMatrix Outcomes, BiasOfGoals? GoalBias, HitShares Hits);

/// <summary>Predicted outcome → actual outcome.</summary>
public sealed record OutcomeMatrix(OutcomeCounts HomeWin, OutcomeCounts Draw, OutcomeCounts AwayWin);

/// <summary>Counts of actual outcomes.</summary>
public sealed record OutcomeCounts(long HomeWin, long Draw, long AwayWin);

/// <summary>Mean predicted minus actual goals.</summary>
public sealed record BiasOfGoals(decimal? Home, decimal? Away);

/// <summary>Counts of hit classes; each prediction is in one.</summary>
public sealed record HitShares(long Exact, long GoalDifference, long Tendency, long Wrong);

/// <summary>A match in a list.</summary>
public sealed record ListedMatch(
    string MatchId, string CompetitionId, string Season, NamedId HomeClub, NamedId AwayClub, DateTimeOffset Kickoff, string Status,
    int Revision, MatchResult Result, NamedId? Competition = null);

/// <summary>A match with the calculation of its points.</summary>
public sealed record MatchDetail(
    string MatchId, string CompetitionId, string Season, NamedId HomeClub, NamedId AwayClub, DateTimeOffset Kickoff, string Status,
    int Revision, MatchResult Result, OutcomePoints Quotas, OutcomeShare Distribution, RuleBounds Rules,
    IReadOnlyList<MatchPrediction> Predictions, IReadOnlyList<HistoryEvent> History,
    IReadOnlyList<ScoreCount>? PredictedScores = null, NamedId? Competition = null);

/// <summary>The points for each tendency.</summary>
public sealed record OutcomePoints(int Home, int Draw, int Away);

/// <summary>The number of predictions of each tendency.</summary>
public sealed record OutcomeShare(int Home, int Draw, int Away);

/// <summary>The rule that a match was scored with.</summary>
public sealed record RuleBounds(int MinQuota, int MaxQuota, int GoalDifferenceBonus, int ExactScoreBonus);

/// <summary>A prediction of a match. <see cref="CurrentPoints"/> is set in a what-if.</summary>
public sealed record MatchPrediction(
    string ModelId, int HomeGoals, int AwayGoals, DateTimeOffset SubmittedAt, bool Late, int TendencyPoints, int GoalDifferenceBonus,
    int ExactScoreBonus, int TotalPoints, string? DisplayName = null, string? Provider = null, int? CurrentPoints = null);

/// <summary>An event of a match: <c>result_recorded</c>, <c>match_voided</c> or <c>points_calculated</c>.</summary>
public sealed record HistoryEvent(
    string Type, DateTimeOffset At, int Revision, MatchResult? Score, string? Reason, OutcomePoints? Quotas,
    int? PredictionsScored, int? PointsAwarded);

/// <summary>A predicted score and how often it was predicted.</summary>
public sealed record ScoreCount(int HomeGoals, int AwayGoals, int Predictions);

/// <summary>A match scored with another result.</summary>
public sealed record WhatIfAnswer(IReadOnlyList<MatchPrediction> Predictions, OutcomePoints Quotas);

/// <summary>The body of a what-if.</summary>
public sealed record WhatIfGoals(int HomeGoals, int AwayGoals);

/// <summary>A correction of a known result, with the ranks that it changed.</summary>
public sealed record CorrectionStory(
    long Change, string MatchId, DateTimeOffset CorrectedAt, ForceResult Before, ForceResult After,
    int RanksChanged, IReadOnlyList<RankMove> RankChanges);

/// <summary>A result in force.</summary>
public sealed record ForceResult(
    int Revision, string Status, string CompetitionId, string Season, NamedId HomeClub, NamedId AwayClub,
    DateTimeOffset Kickoff, MatchResult Result);

/// <summary>A model's rank before and after; null where it was in no table.</summary>
public sealed record RankMove(string Scope, string ModelId, string DisplayName, long? PreviousRank, long? Rank);

/// <summary>A season with results.</summary>
public sealed record ListedSeason(string Season, long Matches, DateTimeOffset FirstKickoff, DateTimeOffset LastKickoff);

/// <summary>A competition with results.</summary>
public sealed record ListedCompetition(string CompetitionId, string CompetitionName, long Matches, IReadOnlyList<string> Seasons);

/// <summary>A club with results.</summary>
public sealed record ListedClub(string ClubId, string ClubName, long Matches);

/// <summary>A model with scored predictions.</summary>
public sealed record ListedModel(string ModelId, string DisplayName, string Provider, long ScoredPredictions);

/// <summary>The errors of a refused request (RFC 9457).</summary>
public sealed record ApiProblem(string? Title, string? Detail, IReadOnlyList<ApiError>? Errors);

/// <summary>An error about one parameter.</summary>
public sealed record ApiError(string Parameter, string Message);
