namespace Stats.Store.ReadModel;

/// <summary>Writes the rows that a scoring changed, in sets sorted by key.</summary>
internal static class ReadModelWriter
{
    public const string Schema = "stats";

    /// <summary>
    /// The statements that replace the earlier rows of matches with their current ones. A sum that several matches change is written once.
    /// </summary>
    public static IEnumerable<NpgsqlBatchCommand> Statements(IReadOnlyList<(MatchRows? Before, MatchRows After)> matches)
    {
        foreach (var (before, after) in matches)
        {
            yield return Match(after, Schema);
            if (before is not null && before.Predictions.Keys.Except(after.Predictions.Keys).ToArray() is { Length: > 0 } gone)
                yield return Withdrawn(after.MatchId, gone);
        }
        var changed = matches.SelectMany(match => Changed(match.Before, match.After)).ToArray();
        if (changed.Length > 0)
            yield return Predictions(changed, Schema);
        var moved = Standings.Difference(matches).ToArray();
        if (moved.Length > 0)
            yield return Moved(moved);
        if (Array.FindAll(moved, row => row.Value.Predictions < 0) is { Length: > 0 } shrunk)
            yield return Emptied(shrunk);
    }

    public static NpgsqlBatchCommand Match(MatchRows rows, string schema) => Statement.Batched(
        $"""
        insert into {schema}.match values
            ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
        on conflict (id) do update set
            competition_id = excluded.competition_id, season = excluded.season,
            home_club_id = excluded.home_club_id, away_club_id = excluded.away_club_id, kickoff = excluded.kickoff,
            revision = excluded.revision, voided = excluded.voided,
            home_goals = excluded.home_goals, away_goals = excluded.away_goals,
            extra_time_home = excluded.extra_time_home, extra_time_away = excluded.extra_time_away,
            penalties_home = excluded.penalties_home, penalties_away = excluded.penalties_away,
            predicted_home = excluded.predicted_home, predicted_draw = excluded.predicted_draw,
            predicted_away = excluded.predicted_away,
            quota_home = excluded.quota_home, quota_draw = excluded.quota_draw, quota_away = excluded.quota_away,
            min_quota = excluded.min_quota, max_quota = excluded.max_quota,
            goal_difference_bonus = excluded.goal_difference_bonus, exact_score_bonus = excluded.exact_score_bonus
        """,
        rows.MatchId,
        rows.Result.Competition.Id,
        rows.Result.Season,
        rows.Result.HomeClub.Id,
        rows.Result.AwayClub.Id,
        rows.Result.Kickoff,
        rows.Scored.Revision,
        rows.Scored.Voided,
        Small(rows.Result.Score.RegularTime.Home),
        Small(rows.Result.Score.RegularTime.Away),
        Small(rows.Result.Score.ExtraTime?.Home),
        Small(rows.Result.Score.ExtraTime?.Away),
        Small(rows.Result.Score.Penalties?.Home),
        Small(rows.Result.Score.Penalties?.Away),
        rows.Scored.Distribution.Home,
        rows.Scored.Distribution.Draw,
        rows.Scored.Distribution.Away,
        rows.Scored.Quotas.Home,
        rows.Scored.Quotas.Draw,
        rows.Scored.Quotas.Away,
        rows.Scored.Rules.MinQuota,
        rows.Scored.Rules.MaxQuota,
        rows.Scored.Rules.GoalDifferenceBonus,
        rows.Scored.Rules.ExactScoreBonus);

    private static IEnumerable<(string MatchId, PredictionKey Key, PredictionRow Value)> Changed(MatchRows? before, MatchRows after) =>
        after.Predictions
            .Where(p => before is null || !before.Predictions.TryGetValue(p.Key, out var was) || was != p.Value)
            .OrderBy(p => p.Key)
            .Select(p => (after.MatchId, p.Key, p.Value));

    private static NpgsqlParameter Small(int? value) =>
        new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Smallint, Value = value is { } number ? (short)number : DBNull.Value };

    private static NpgsqlBatchCommand Withdrawn(string matchId, PredictionKey[] keys) => Statement.Batched(
        """
        delete from stats.prediction
        where match_id = $1 and (model_id, submitted_at, home_goals, away_goals) in
            (select * from unnest($2::text[], $3::timestamptz[], $4::smallint[], $5::smallint[]))
        """,
        matchId,
        Array.ConvertAll(keys, key => key.ModelId),
        Array.ConvertAll(keys, key => key.SubmittedAt),
        Array.ConvertAll(keys, key => (short)key.HomeGoals),
        Array.ConvertAll(keys, key => (short)key.AwayGoals));

    public static NpgsqlBatchCommand Predictions(
        (string MatchId, PredictionKey Key, PredictionRow Value)[] rows, string schema) => Statement.Batched(
        $"""
        insert into {schema}.prediction
        select * from unnest(
            $1::text[], $2::text[], $3::timestamptz[], $4::smallint[], $5::smallint[], $6::boolean[], $7::boolean[], $8::boolean[],
            $9::smallint[], $10::integer[], $11::integer[], $12::integer[], $13::integer[])
        on conflict (match_id, model_id, submitted_at, home_goals, away_goals) do update set
            late = excluded.late, represents = excluded.represents, scored = excluded.scored, hit = excluded.hit,
            tendency_points = excluded.tendency_points, goal_difference_bonus = excluded.goal_difference_bonus,
            exact_score_bonus = excluded.exact_score_bonus, total_points = excluded.total_points
        """,
        Array.ConvertAll(rows, row => row.MatchId),
        Array.ConvertAll(rows, row => row.Key.ModelId),
        Array.ConvertAll(rows, row => row.Key.SubmittedAt),
        Array.ConvertAll(rows, row => (short)row.Key.HomeGoals),
        Array.ConvertAll(rows, row => (short)row.Key.AwayGoals),
        Array.ConvertAll(rows, row => row.Value.Late),
        Array.ConvertAll(rows, row => row.Value.Represents),
        Array.ConvertAll(rows, row => row.Value.Scored),
        Array.ConvertAll(rows, row => (short)row.Value.Award.Hit),
        Array.ConvertAll(rows, row => row.Value.Award.TendencyPoints),
        Array.ConvertAll(rows, row => row.Value.Award.GoalDifferenceBonus),
        Array.ConvertAll(rows, row => row.Value.Award.ExactScoreBonus),
        Array.ConvertAll(rows, row => row.Value.Award.Total));

    private static NpgsqlBatchCommand Moved(KeyValuePair<StandingKey, Sums>[] rows) => Statement.Batched(
        $"""
        insert into stats.standing as s
        select * from unnest(
            $1::text[], $2::text[], $3::text[], $4::text[],
            $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])
        {RunningSums.Add}
        """,
        Array.ConvertAll(rows, row => row.Key.Scope),
        Array.ConvertAll(rows, row => row.Key.Season),
        Array.ConvertAll(rows, row => row.Key.Venue),
        Array.ConvertAll(rows, row => row.Key.ModelId),
        Array.ConvertAll(rows, row => row.Value.Predictions),
        Array.ConvertAll(rows, row => row.Value.Scored),
        Array.ConvertAll(rows, row => row.Value.Points),
        Array.ConvertAll(rows, row => row.Value.ExactScores),
        Array.ConvertAll(rows, row => row.Value.CorrectTendencies),
        Array.ConvertAll(rows, row => row.Value.CorrectDifferences));

    private static NpgsqlBatchCommand Emptied(KeyValuePair<StandingKey, Sums>[] rows) => Statement.Batched(
        """
        delete from stats.standing
        where total_predictions = 0 and (scope, season, venue, model_id) in
            (select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]))
        """,
        Array.ConvertAll(rows, row => row.Key.Scope),
        Array.ConvertAll(rows, row => row.Key.Season),
        Array.ConvertAll(rows, row => row.Key.Venue),
        Array.ConvertAll(rows, row => row.Key.ModelId));
}
