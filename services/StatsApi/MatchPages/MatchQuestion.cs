using Npgsql;
using Stats.Contracts;
using Stats.Scoring;
using Stats.Store.Events;
using StatsApi.Database;

namespace StatsApi.MatchPages;

/// <summary>Reads the data of a match's page; null if its result isn't known.</summary>
internal sealed class MatchQuestion(string matchId) : IQuestion<MatchPage?>
{
    public IEnumerable<NpgsqlBatchCommand> Ask() => [Match(), Predictions(), ResultHistory.Ask(matchId)];

    public async Task<MatchPage?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        var match = ReadMatch(reader);
        await reader.NextResultAsync(cancellationToken);
        var predictions = new List<PredictionEntry>();
        while (await reader.ReadAsync(cancellationToken))
            predictions.Add(ReadPrediction(reader));
        await reader.NextResultAsync(cancellationToken);
        var history = await ResultHistory.ReadAsync(reader, cancellationToken);
        return match with
        {
            Predictions = predictions,
            PredictedScores = PredictedScore.Of(predictions),
            History = [.. history.Select(HistoryEntry.Of)],
        };
    }

    private NpgsqlBatchCommand Match() => Of(
        """
        select m.competition_id, m.season, m.home_club_id, h.name, m.away_club_id, a.name, m.kickoff, m.voided, m.revision,
            m.home_goals, m.away_goals, m.extra_time_home, m.extra_time_away, m.penalties_home, m.penalties_away,
            m.quota_home, m.quota_draw, m.quota_away, m.predicted_home, m.predicted_draw, m.predicted_away,
            m.min_quota, m.max_quota, m.goal_difference_bonus, m.exact_score_bonus, c.name
        from stats.match m
        join stats.competition c on c.id = m.competition_id
        join stats.club h on h.id = m.home_club_id
        join stats.club a on a.id = m.away_club_id
        where m.id = $1
        """);

    private NpgsqlBatchCommand Predictions() => Of(
        """
        select p.model_id, p.home_goals, p.away_goals, p.submitted_at, p.late,
            p.tendency_points, p.goal_difference_bonus, p.exact_score_bonus, p.total_points, n.name, n.provider
        from stats.prediction p
        cross join lateral (select name, provider from stats.model where id = p.model_id offset 0) n
        where p.match_id = $1
        order by p.model_id, p.submitted_at, p.home_goals, p.away_goals
        """);

    private NpgsqlBatchCommand Of(string sql) => new(sql) { Parameters = { new NpgsqlParameter<string> { TypedValue = matchId } } };

    private MatchPage ReadMatch(NpgsqlDataReader reader)
    {
        var predicted = new Distribution(reader.GetInt32(18), reader.GetInt32(19), reader.GetInt32(20));
        var rules = new ScoringRules(reader.GetInt32(21), reader.GetInt32(22), reader.GetInt32(23), reader.GetInt32(24));
        return new MatchPage(
            matchId,
            CompetitionId: reader.GetString(0),
            Season: reader.GetString(1),
            HomeClub: new Club(reader.GetString(2), reader.GetString(3)),
            AwayClub: new Club(reader.GetString(4), reader.GetString(5)),
            Kickoff: reader.GetDateTime(6),
            Status: reader.GetBoolean(7) ? "voided" : "completed",
            Revision: reader.GetInt32(8),
            Result: Result.Read(reader, 9),
            Quotas: new Quotas(reader.GetInt32(15), reader.GetInt32(16), reader.GetInt32(17)),
            RawQuotas: RawQuotas.Of(rules, predicted),
            Distribution: predicted,
            Rules: rules,
            Predictions: [],
            History: [],
            Competition: new Competition(reader.GetString(0), reader.GetString(25)),
            PredictedScores: []);
    }

    private static PredictionEntry ReadPrediction(NpgsqlDataReader reader) => new(
        ModelId: reader.GetString(0),
        HomeGoals: reader.GetInt16(1),
        AwayGoals: reader.GetInt16(2),
        SubmittedAt: reader.GetDateTime(3),
        Late: reader.GetBoolean(4),
        TendencyPoints: reader.GetInt32(5),
        GoalDifferenceBonus: reader.GetInt32(6),
        ExactScoreBonus: reader.GetInt32(7),
        TotalPoints: reader.GetInt32(8),
        DisplayName: reader.GetString(9),
        Provider: reader.GetString(10));
}
