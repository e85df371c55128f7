using Npgsql;
using Stats.Scoring;
using StatsApi.Database;
using StatsApi.Tables;

namespace StatsApi.Comparisons;

/// <summary>Compares models in the matches that all of them predicted.</summary>
internal sealed class ComparisonQuestion(IReadOnlyList<string> modelIds, TableScope scope) : IQuestion<(NamedIds Named, Comparison Comparison)>
{
    public IEnumerable<NpgsqlBatchCommand> Ask() => [NamedIds.Ask(scope, modelIds), ModelNames.Ask(modelIds), Sums()];

    public async Task<(NamedIds Named, Comparison Comparison)> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var named = await NamedIds.ReadAsync(reader, cancellationToken);
        var models = await ModelNames.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var totals = models.ToDictionary(model => model.ModelId, model => new SharedTotals(model.ModelId, 0, null, null, 0), StringComparer.Ordinal);
        var pairs = new List<HeadToHead>();
        var days = new List<(DateOnly Day, string ModelId, long Matches, long Points)>();
        var matches = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetString(2);
            switch (reader.GetString(0))
            {
                case "total":
                    matches = reader.GetInt64(4);
                    totals[id] = new SharedTotals(
                        id, reader.GetInt64(5), Rounded.Average(reader.GetInt64(5), matches), Rounded.Percent(reader.GetInt64(6), matches), reader.GetInt64(7));
                    break;
                case "pair":
                    pairs.Add(new HeadToHead(
                        id, reader.GetString(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8)));
                    break;
                default:
                    days.Add((reader.GetFieldValue<DateOnly>(1), id, reader.GetInt64(4), reader.GetInt64(5)));
                    break;
            }
        }
        var headToHead =
            from first in models
            from second in models
            where string.CompareOrdinal(first.ModelId, second.ModelId) < 0
            select pairs.Find(pair => pair.ModelId == first.ModelId && pair.OtherId == second.ModelId)
                ?? new HeadToHead(first.ModelId, second.ModelId, 0, 0, 0, 0, 0);
        return (named, new Comparison(models, matches, [.. models.Select(model => totals[model.ModelId])], [.. headToHead], [.. SeriesOf(days)]));
    }

    // A day has one row for each model, ordered by id.
    private static IEnumerable<SharedDay> SeriesOf(IEnumerable<(DateOnly Day, string ModelId, long Matches, long Points)> days)
    {
        var (matches, points) = (0L, Array.Empty<long>());
        foreach (var day in days.GroupBy(row => row.Day))
        {
            long[] ofDay = [.. day.Select(row => row.Points)];
            matches += day.First().Matches;
            points = points.Length == 0 ? ofDay : [.. points.Zip(ofDay, (before, more) => before + more)];
            yield return new SharedDay(day.Key, matches, points);
        }
    }

    private NpgsqlBatchCommand Sums()
    {
        var arguments = new Arguments();
        var predictions = SumsSql.Predictions(scope, $"model_id = any({arguments.Add(modelIds.ToArray())}) and scored");
        return arguments.Command(
            $"""
            with facts as (
                select m.id, (m.kickoff at time zone 'UTC')::date as day, p.model_id, p.total_points as points, p.hit, p.home_goals, p.away_goals,
                    count(*) over (partition by m.id) as models
                from stats.match m {predictions}
                where {new MatchFilter(scope, arguments).Whole}
            ),
            shared as materialized (select * from facts where models = {arguments.Add((long)modelIds.Count)})
            select 'total' as part, null::date as day, model_id, '' as other_id,
                count(*) as a, sum(points)::bigint as b, count(*) filter (where hit >= {(int)Hit.Tendency}) as c,
                count(*) filter (where hit >= {(int)Hit.Exact}) as d, 0::bigint as e
            from shared group by model_id
            union all
            select 'pair', null, one.model_id, other.model_id,
                count(*) filter (where one.points > other.points), count(*) filter (where one.points = other.points),
                count(*) filter (where one.points < other.points),
                count(*) filter (where sign(one.home_goals - one.away_goals) = sign(other.home_goals - other.away_goals)),
                count(*) filter (where (one.home_goals, one.away_goals) = (other.home_goals, other.away_goals))
            from shared one join shared other on other.id = one.id and one.model_id < other.model_id
            group by one.model_id, other.model_id
            union all
            select 'day', day, model_id, '', count(*), sum(points)::bigint, 0, 0, 0
            from shared group by day, model_id
            order by part, day, model_id, other_id
            """);
    }
}
