using Stats.Store.ReadModel;
using StatsApi.Database;
using StatsApi.Queries;

namespace StatsApi.Tables;

/// <summary>Ranks the models of a table, now and at the beginning of a day.</summary>
internal static class Ranking
{
    /// <summary>
    /// The common table expressions <c>sums</c>, <c>recent</c> (the sums of the matches on and after a day) and <c>ranked</c>, with the
    /// current ranks and those without the recent matches.
    /// </summary>
    /// <param name="scope">The matches that the tables cover.</param>
    /// <param name="split">The tables that the scope is split into.</param>
    /// <param name="query">The metric, the least predictions, and the day to compare with; without one, each table's latest day with a counted match.</param>
    /// <param name="model">The placeholder of a model's id if only its rows are wanted; null for one table with all rows.</param>
    /// <param name="arguments">Collects the arguments.</param>
    public static string Sql(TableScope scope, Split split, PageQuery query, string? model, Arguments arguments)
    {
        var (metric, filter) = (query.Metric, new MatchFilter(scope, arguments));
        var least = query.MinPredictions > 1 ? arguments.Add((long)query.MinPredictions) : "1";
        return $"""
        with sums as materialized ({SumsSql.Sql(scope, split, filter, arguments)}),
        {(query.CompareTo is { } day ? $"recent as ({SumsSql.Since(day, scope, split, arguments)})" : OfLatestDay(scope, split, filter, model, arguments))},
        valued as (
            select s.*, {Value(metric, sum => $"s.{sum}")} as value,
                case when s.scored_predictions - coalesce(r.scored_predictions, 0) >= {least}
                    then {Value(metric, sum => $"(s.{sum} - coalesce(r.{sum}, 0))")} end as before
            from sums s
            left join recent r using (part, venue, model_id)
            where s.scored_predictions >= {least}
        ),
        ranked as ({(model is null ? RanksOfAll : RanksOf(model))})
        """;
    }

    private static string OfLatestDay(TableScope scope, Split split, MatchFilter filter, string? model, Arguments arguments)
    {
        var tables = model is null ? "true" : $"model_id = {model} and scored_predictions > 0";
        var matches = filter.OfTable(split);
        return $"""
        latest as materialized (
            select t.part, t.venue, date_trunc('day', k.kickoff, 'UTC') as day
            from (select distinct part, venue from sums where {tables}) t
            {(scope.NeedsFacts(split) ? $"join ({SumsSql.LatestOfFacts(scope, split, filter)}) k using (part, venue)" : $"cross join lateral ({LatestOf(matches)}) k")}
            where k.kickoff is not null
        ),
        recent as ({(scope.IsWhole && split == Split.None ? SumsSql.OfWholeDay(scope, arguments) : DayOf(matches))})
        """;
    }

    private static readonly string RanksOfAll =
        $"""
        select v.*,
            {Ranks.By("part, venue", "value")} as rank,
            count(*) over (partition by part, venue, value) > 1 as tied,
            {Ranks.By("part, venue", "before")} as previous_rank
        from valued v
        """;

    // A model's page has its rank in the tables of all clubs. Counting better models avoids sorting each table twice.
    private static string RanksOf(string model) =>
        $"""
        select v.*,
            1 + count(*) filter (where value > own) over its_table as rank,
            count(*) filter (where value = own) over its_table > 1 as tied,
            case when own_before is not null then 1 + count(*) filter (where before > own_before) over its_table end as previous_rank
        from (
            select v.*,
                max(value) filter (where model_id = {model}) over its_table as own,
                max(before) filter (where model_id = {model}) over its_table as own_before
            from valued v
            window its_table as (partition by part, venue)
        ) v
        window its_table as (partition by part, venue)
        """;

    /// <summary>The value of a metric; null without a scored prediction.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="sum">The SQL of a running sum, by the name of its column.</param>
    public static string Value(Metric metric, Func<string, string> sum)
    {
        var scored = sum("scored_predictions");
        return metric switch
        {
            Metric.AvgPoints => Ranks.Average(sum("total_points"), scored),
            Metric.TotalPoints => Ranks.Total(sum("total_points"), scored),
            Metric.Accuracy => Ranks.Average(sum("correct_tendencies"), scored),
            Metric.ExactScores => Ranks.Total(sum("exact_scores"), scored),
            _ => throw new ArgumentOutOfRangeException(nameof(metric)),
        };
    }

    // Of one table. Reads only the end of an index.
    private static string LatestOf(IReadOnlyList<string> matches)
    {
        var each = matches.Select(condition => $"(select m.kickoff from stats.match m where {condition} and not m.voided order by m.kickoff desc limit 1)");
        return $"select max(kickoff) as kickoff from ({string.Join(" union all ", each)}) each";
    }

    // The planner can't know that a league or a club has few matches on a day, and would scan all facts. `offset 0` keeps the order of the
    // lookups: tables, then their matches of the day, then their predictions.
    private static string DayOf(IReadOnlyList<string> matches) =>
        $"""
        select t.part, t.venue, {SumsSql.OfPredictions}
        from latest t
        cross join lateral ({MatchesOfDay(matches)} offset 0) m
        cross join lateral (select * from stats.prediction where match_id = m.id and scored offset 0) p
        group by t.part, t.venue, p.model_id
        """;

    private static string MatchesOfDay(IReadOnlyList<string> matches) => string.Join(" union all ", matches.Select(condition =>
        $"""
        select m.id from stats.match m
        where {condition} and not m.voided and m.kickoff >= t.day and m.kickoff < t.day + interval '24 hours'
        """));
}
