using Stats.Contracts;
using Stats.Store.ReadModel;

namespace Stats.Store.Corrections;

/// <summary>
/// Records a correction with the ranks that it changed: those right before and right after it, in the table of its competition and
/// season by average points. Both are exact: the lock on <c>overall</c> keeps other writers from changing standings between them, and
/// the ranks before come from the current sums less the difference just added. Only corrections pay for this.
/// </summary>
internal static class CorrectionLog
{
    /// <summary>Appends a correction, after the statements that write the read model.</summary>
    /// <param name="n">The number of the change.</param>
    /// <param name="version">The stream's version before this scoring.</param>
    public static NpgsqlBatchCommand Append(long n, MatchRows before, MatchRows after, long version, DateTimeOffset at)
    {
        var (was, @is) = (CorrectedResult.Of(before), CorrectedResult.Of(after));
        var tables = new[] { was, @is }.Select(r => (Scope: Tags.Scope(r.CompetitionId, null, null), r.Season)).Distinct().ToArray();
        var moved = Standings.Difference(before, after).Where(row => tables.Contains((row.Key.Scope, row.Key.Season))).ToArray();
        return Statement.Batched(
            $"""
            with tables as (select * from unnest($1::text[], $2::text[]) as t (scope, season)),
            moved as (
                select * from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[])
                    as m (scope, season, model_id, scored, points)
            ),
            sums as (
                select scope, season, model_id,
                    coalesce(s.scored_predictions, 0) as scored, coalesce(s.total_points, 0) as points,
                    coalesce(s.scored_predictions, 0) - coalesce(m.scored, 0) as scored_before,
                    coalesce(s.total_points, 0) - coalesce(m.points, 0) as points_before
                from (select s.* from tables join stats.standing s using (scope, season) where s.venue = 'any') s
                full join moved m using (scope, season, model_id)
            ),
            valued as (
                select scope, season, model_id,
                    {Ranks.Average("points", "scored")} as value, {Ranks.Average("points_before", "scored_before")} as value_before
                from sums
            ),
            ranked as (
                select scope || '@' || season as scope, model_id,
                    {Ranks.By("scope, season", "value_before")} as previous_rank, {Ranks.By("scope, season", "value")} as rank
                from valued
            ),
            changed as (select *, least(rank, previous_rank) as best from ranked where rank is distinct from previous_rank),
            logged as (
                insert into stats.correction (n, match_id, at, event_ids, scopes, before, after, ranks_changed, rank_changes)
                select $8, $9, $10,
                    array(
                        select id from events.mt_events
                        where stream_id = $9 and version > $11 and type <> $15
                        order by version),
                    $12, $13, $14, (select count(*) from changed),
                    (
                        select coalesce(jsonb_agg(
                            jsonb_build_object('scope', scope, 'modelId', model_id, 'previousRank', previous_rank, 'rank', rank)
                            order by scope, best, model_id collate "C"), '[]')
                        from (select * from changed order by scope, best, model_id collate "C" limit 100) first
                    )
                returning n, scopes
            )
            insert into stats.correction_scope (scope, n, nth)
            select each.scope, logged.n, 1 + coalesce(
                (select known.nth from stats.correction_scope known where known.scope = each.scope order by known.n desc limit 1), 0)
            from logged cross join lateral unnest(logged.scopes) as each (scope)
            """,
            Array.ConvertAll(tables, table => table.Scope),
            Array.ConvertAll(tables, table => table.Season),
            Array.ConvertAll(moved, row => row.Key.Scope),
            Array.ConvertAll(moved, row => row.Key.Season),
            Array.ConvertAll(moved, row => row.Key.ModelId),
            Array.ConvertAll(moved, row => row.Value.Scored),
            Array.ConvertAll(moved, row => row.Value.Points),
            n,
            after.MatchId,
            at,
            version,
            ScopesOf(was).Concat(ScopesOf(@is)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(),
            Statement.Json(was.Write()),
            Statement.Json(@is.Write()),
            EventJson.NameOf(typeof(PredictionPlaced)));

        IEnumerable<string> ScopesOf(CorrectedResult result) =>
            Tags.Touched(after.MatchId, result.CompetitionId, result.Season, result.HomeClubId, result.AwayClubId)
                .Where(tag => tag != Tags.Match(after.MatchId));
    }
}
