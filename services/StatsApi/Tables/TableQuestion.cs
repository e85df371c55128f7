using Npgsql;
using StatsApi.Queries;
using StatsApi.Snapshots;

namespace StatsApi.Tables;

/// <summary>Asks for one page of one table.</summary>
internal sealed class TableQuestion(Scope scope, PageQuery query, Cursor? after) : IQuestion<Table>
{
    private const int Totals = 3;

    public IEnumerable<NpgsqlBatchCommand> Ask() => [NamedIds.Ask(scope, query.Models), Rows()];

    public async Task<Table> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var named = await NamedIds.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var (models, count, predictions) = (0L, 0L, 0L);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
        {
            (models, count, predictions) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
            if (!reader.IsDBNull(Totals))
                rows.Add(RowReader.Read(reader, Totals));
        }
        var hasMore = rows.Count > query.Limit;
        return new Table(named, models, count, predictions, hasMore ? rows[..query.Limit] : rows, hasMore);
    }

    // The totals come as a row even if the page is empty; one row more than the page holds tells whether there is a next one.
    private NpgsqlBatchCommand Rows()
    {
        var arguments = new Arguments();
        var wanted = query.Models.Count == 0 ? "true" : $"r.model_id = any({arguments.Add(query.Models.ToArray())})";
        var place = after is null ? "true" : Place(arguments.Add(after.Value), arguments.Add(after.Id));
        return arguments.Command(
            $"""
            {Ranking.Sql(scope, Split.None, query.Metric, model: null, arguments)}
            select t.*, page.*
            from (
                select
                    (select count(*) from ranked) as models,
                    (select count(*) from ranked r where {wanted}) as wanted,
                    (select coalesce(sum(total_predictions), 0)::bigint from sums) as predictions
            ) t
            left join (
                select {RowReader.Columns}
                from {RowReader.From}
                where {wanted} and {place}
                order by r.value desc, r.model_id
                limit {arguments.Add(query.Limit + 1)}
            ) page on true
            order by page.value desc, page.model_id
            """);
    }

    private static string Place(string value, string modelId) => $"(r.value < {value} or r.value = {value} and r.model_id > {modelId})";
}
