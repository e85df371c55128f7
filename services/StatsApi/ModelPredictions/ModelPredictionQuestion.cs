using Stats.Scoring;
using StatsApi.MatchPages;

namespace StatsApi.ModelPredictions;

/// <summary>Reads one page of a model's predictions, newest first.</summary>
internal sealed class ModelPredictionQuestion(string modelId, TableScope scope, PageQuery query, Cursor? after)
    : ListQuestion<ModelPrediction>(scope, query, after, ofModel: modelId)
{
    // From the running sums where there are any.
    protected override NpgsqlBatchCommand Count()
    {
        var arguments = new Arguments();
        var sums = SumsSql.Sql(Scope, Split.None, new MatchFilter(Scope, arguments), arguments);
        return arguments.Command(
            $"select coalesce(sum(total_predictions), 0)::bigint from ({sums}) s where model_id = {arguments.Add(OfModel!)}");
    }

    // From the end of an index of matches, so that a page reads only its own part.
    protected override NpgsqlBatchCommand Rows(int limit)
    {
        var arguments = new Arguments();
        var matches = new MatchFilter(Scope, arguments);
        var place = After is null
            ? "true"
            : $"(m.kickoff, m.id) {Beyond(descending: true)} ({arguments.Add(Kickoffs.At(After.Value))}, {arguments.Add(After.Id)})";
        return arguments.Command(
            $"""
            select r.*, c.name, h.name, a.name
            from (
                select m.id, m.kickoff, m.season, m.competition_id, m.home_club_id, m.away_club_id, m.voided, m.home_goals, m.away_goals,
                    m.predicted_home, m.predicted_draw, m.predicted_away, p.home_goals, p.away_goals, p.submitted_at,
                    p.late, p.scored, p.hit, p.tendency_points, p.goal_difference_bonus, p.exact_score_bonus
                from stats.match m
                cross join lateral (
                    select * from stats.prediction where match_id = m.id and model_id = {arguments.Add(OfModel!)} and represents offset 0
                ) p
                where {matches.Whole} and {place}
                order by m.kickoff {Direction(descending: true)}, m.id {Direction(descending: true)}
                limit {arguments.Add(limit)}
            ) r (id, kickoff, season, competition_id, home_club_id, away_club_id)
            cross join lateral (select name from stats.competition where id = r.competition_id offset 0) c
            cross join lateral (select name from stats.club where id = r.home_club_id offset 0) h
            cross join lateral (select name from stats.club where id = r.away_club_id offset 0) a
            order by r.kickoff {Direction(descending: true)}, r.id {Direction(descending: true)}
            """);
    }

    protected override ModelPrediction Read(NpgsqlDataReader reader)
    {
        var result = new Scoreline(reader.GetInt16(7), reader.GetInt16(8));
        var predicted = new Scoreline(reader.GetInt16(12), reader.GetInt16(13));
        var (voided, late, scored) = (reader.GetBoolean(6), reader.GetBoolean(15), reader.GetBoolean(16));
        var points = new PointsEarned(reader.GetInt32(18), reader.GetInt32(19), reader.GetInt32(20));
        var shares = new Distribution(reader.GetInt32(9), reader.GetInt32(10), reader.GetInt32(11));
        return new ModelPrediction(
            MatchId: reader.GetString(0),
            Kickoff: reader.GetDateTime(1),
            Season: reader.GetString(2),
            Competition: new Competition(reader.GetString(3), reader.GetString(21)),
            Home: new Club(reader.GetString(4), reader.GetString(22)),
            Away: new Club(reader.GetString(5), reader.GetString(23)),
            Voided: voided,
            Result: result,
            Prediction: predicted,
            SubmittedAt: reader.GetDateTime(14),
            Late: late,
            Hit: scored ? HitNames.Of(reader.GetInt16(17)) : null,
            Points: scored ? points : null,
            Reason: late ? Reasons.Late : voided ? Reasons.Voided : Reasons.Of(predicted, result, points, shares));
    }
}
