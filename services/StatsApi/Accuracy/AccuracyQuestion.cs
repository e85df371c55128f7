using Npgsql;
using StatsApi.Database;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Accuracy;

/// <summary>One page of the accuracy of all models.</summary>
/// <param name="Named">The ids in the query that are known.</param>
/// <param name="TotalCount">Rows on all pages.</param>
/// <param name="Rows">The rows of this page.</param>
/// <param name="HasMore">Whether more rows follow.</param>
/// <param name="HasPrevious">Whether there are rows before this page.</param>
internal sealed record AccuracyTable(NamedIds Named, long TotalCount, IReadOnlyList<AccuracyRow> Rows, bool HasMore, bool HasPrevious)
{
    /// <summary>The position of the last row, if there is a next page.</summary>
    public (double Value, string Id)? Last => HasMore ? (Rows[^1].Value, Rows[^1].ModelId) : null;

    /// <summary>The position of the first row, if there is a previous page.</summary>
    public (double Value, string Id)? First => HasPrevious ? (Rows[0].Value, Rows[0].ModelId) : null;
}

/// <summary>Reads one page of the accuracy of all models, in the order of a table.</summary>
internal sealed class AccuracyQuestion(TableScope scope, PageQuery query, Cursor? after) : IQuestion<AccuracyTable>
{
    private const int Names = 1;

    private readonly RowOrder _order = new(query.Ascending, after);

    public IEnumerable<NpgsqlBatchCommand> Ask() => [NamedIds.Ask(scope, query.Models, query.Provider), Rows()];

    public async Task<AccuracyTable> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var named = await NamedIds.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var (count, rows) = (0L, new List<AccuracyRow>());
        while (await reader.ReadAsync(cancellationToken))
        {
            count = reader.GetInt64(0);
            if (reader.IsDBNull(Names))
                continue;
            var model = new NamedModel(reader.GetString(Names), reader.GetString(Names + 1), reader.GetString(Names + 2));
            rows.Add(OutcomeSums.Read(model, reader, Names + 4) with { Value = reader.GetDouble(Names + 3) });
        }
        var (page, hasMore, hasPrevious) = Slice.Of(rows, query.Limit, after, isFirst: after is null);
        return new AccuracyTable(named, count, page, hasMore, hasPrevious);
    }

    private NpgsqlBatchCommand Rows()
    {
        var arguments = new Arguments();
        var wanted = Wanted.Rows(query, arguments);
        return arguments.Command(
            $"""
            with sums as materialized ({OutcomeSums.Sql(scope, model: null, arguments)}),
            valued as (
                select s.*, {Ranking.Value(query.Metric, sum => $"s.{sum}")} as value
                from sums s
                where s.scored_predictions >= {arguments.Add((long)query.MinPredictions)}
            )
            select t.wanted, page.*
            from (select count(*) as wanted from valued r where {wanted}) t
            left join (
                select r.model_id, n.name, n.provider, r.value, {OutcomeSums.Columns}
                from valued r join stats.model n on n.id = r.model_id
                where {wanted} and {_order.Beyond(arguments)}
                order by {_order.By()}
                limit {arguments.Add(query.Limit + 1)}
            ) page on true
            order by {_order.By("page")}
            """);
    }
}
