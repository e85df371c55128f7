namespace StatsApi.Tables;

/// <summary>Reads one page of a table.</summary>
internal sealed class TableQuestion(TableScope scope, PageQuery query, Cursor? after) : IQuestion<Table>
{
    private const int Totals = 3;

    public IEnumerable<NpgsqlBatchCommand> Ask() => [NamedIds.Ask(scope, query.NamedModels), Rows()];

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

    // Returns the totals even if the page is empty. One row more than the limit tells whether there is a next page.
    private NpgsqlBatchCommand Rows()
    {
        var arguments = new Arguments();
        var wanted = query.Models.Count == 0 ? "true" : $"r.model_id = any({arguments.Add(query.Models.ToArray())})";
        var (place, offset) = Begin(arguments);
        return arguments.Command(
            $"""
            {Ranking.Sql(scope, Split.None, query.Metric, query.CompareTo, model: null, arguments)}
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
                offset {offset}
            ) page on true
            order by page.value desc, page.model_id
            """);
    }

    // The condition on the rows of the page, and the number of rows before it.
    private (string Place, string Offset) Begin(Arguments arguments) => (after, query.Around) switch
    {
        ({ } last, _) => (Place(arguments.Add(last.Value), arguments.Add(last.Id)), "0"),
        (null, { } model) => Around(arguments.Add(model), arguments.Add((query.Limit - 1L) / 2), arguments.Add((long)query.Limit)),
        (null, null) => ("true", "0"),
    };

    private static string Place(string value, string modelId) => $"(r.value < {value} or r.value = {value} and r.model_id > {modelId})";

    // The model's row is in the middle. At an end of the table, the other side has more rows.
    private static (string Place, string Offset) Around(string model, string above, string limit) => (
        $"exists (select from ranked where model_id = {model})",
        $"""
        (
            select greatest(0, least(
                count(*) filter (where r.value > own.value or r.value = own.value and r.model_id < own.model_id) - {above},
                count(*) - {limit}))
            from ranked r cross join (select value, model_id from ranked where model_id = {model}) own
        )
        """);
}
