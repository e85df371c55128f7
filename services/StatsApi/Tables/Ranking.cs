using StatsApi.Queries;

namespace StatsApi.Tables;

/// <summary>Ranks sums, now and as they were before the latest day.</summary>
internal static class Ranking
{
    /// <summary>
    /// The common table expressions <c>sums</c>, <c>latest</c> (the latest UTC day with a match that counts), <c>day</c> (its facts)
    /// and <c>ranked</c>, with the ranks of now and of before that day.
    /// </summary>
    /// <param name="sums">The statement for the sums.</param>
    /// <param name="matches">The conditions for the matches of one table, as <see cref="MatchFilter.OfTable"/> has them.</param>
    /// <param name="metric">What to rank by.</param>
    /// <param name="tables">Which of the tables are wanted, as a condition on <c>sums</c>.</param>
    // A day has few matches, which the planner can't know and so would scan all facts: `offset 0` keeps it from turning the order of
    // the look-ups round (tables, then their matches of the day, then their predictions).
    public static string Sql(string sums, IReadOnlyList<string> matches, Metric metric, string tables) =>
        $"""
        with sums as materialized ({sums}),
        latest as materialized (
            select t.part, t.venue, date_trunc('day', k.kickoff, 'UTC') as day
            from (select distinct part, venue from sums where {tables}) t
            cross join lateral (select max(kickoff) as kickoff from ({LatestOf(matches)}) each) k
            where k.kickoff is not null
        ),
        day as (
            select t.part, t.venue, {Sums.OfPredictions}
            from latest t
            cross join lateral ({DayOf(matches)} offset 0) m
            cross join lateral (select * from stats.prediction where match_id = m.id and scored offset 0) p
            group by t.part, t.venue, p.model_id
        ),
        valued as (
            select s.*, {Value(metric)} as value, {ValueBefore(metric)} as before
            from sums s
            left join (
                select part, venue, model_id, scored_predictions as scored, total_points as points,
                    exact_scores as exacts, correct_tendencies as tendencies
                from day
            ) d using (part, venue, model_id)
            where scored_predictions > 0
        ),
        ranked as (
            select v.*,
                rank() over (partition by part, venue order by value desc) as rank,
                count(*) over (partition by part, venue, value) > 1 as tied,
                case when before is not null then rank() over (partition by part, venue order by before desc nulls last) end as previous_rank
            from valued v
        )
        """;

    // Correctly rounded quotients of whole numbers below 2^26 are equal exactly when the fractions are: distinct ones are further
    // apart than a double rounds. So this orders by the exact value, and ties are true ties.
    private static string Value(Metric metric) => metric switch
    {
        Metric.AvgPoints => "total_points::float8 / scored_predictions::float8",
        Metric.TotalPoints => "total_points::float8",
        Metric.Accuracy => "correct_tendencies::float8 / scored_predictions::float8",
        Metric.ExactScores => "exact_scores::float8",
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };

    // The same without the latest day; null for a model that has nothing without it and so was in no table.
    private static string ValueBefore(Metric metric)
    {
        const string Scored = "(scored_predictions - coalesce(scored, 0))";
        var value = metric switch
        {
            Metric.AvgPoints => $"(total_points - coalesce(points, 0))::float8 / {Scored}::float8",
            Metric.TotalPoints => "(total_points - coalesce(points, 0))::float8",
            Metric.Accuracy => $"(correct_tendencies - coalesce(tendencies, 0))::float8 / {Scored}::float8",
            Metric.ExactScores => "(exact_scores - coalesce(exacts, 0))::float8",
            _ => throw new ArgumentOutOfRangeException(nameof(metric)),
        };
        return $"case when {Scored} > 0 then {value} end";
    }

    private static string LatestOf(IReadOnlyList<string> matches) => string.Join(" union all ", matches.Select(condition =>
        $"(select m.kickoff from stats.match m where {condition} and not m.voided order by m.kickoff desc limit 1)"));

    private static string DayOf(IReadOnlyList<string> matches) => string.Join(" union all ", matches.Select(condition =>
        $"""
        select m.id from stats.match m
        where {condition} and not m.voided and m.kickoff >= t.day and m.kickoff < t.day + interval '24 hours'
        """));
}
