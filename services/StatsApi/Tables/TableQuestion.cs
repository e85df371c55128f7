namespace StatsApi.Tables;

/// <summary>Reads one page of a table.</summary>
internal sealed class TableQuestion(TableScope scope, PageQuery query, Cursor? after) : IQuestion<Table>
{
    private const int Totals = 4;

    private readonly RowOrder _order = new(query.Ascending, after);

    // Without the parameter, the query includes all parts of a model's page, and nothing more in a table.
    private bool HasForm => query.Include == ModelParts.Form;

    public IEnumerable<NpgsqlBatchCommand> Ask() => [NamedIds.Ask(scope, query.NamedModels, query.Provider), Rows()];

    public async Task<Table> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var named = await NamedIds.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var (models, count, predictions, skipped) = (0L, 0L, 0L, 0L);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
        {
            (models, count, predictions, skipped) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
            if (!reader.IsDBNull(Totals))
                rows.Add(RowReader.Read(reader, Totals) with { Form = HasForm ? RowForm.Read(reader, Totals + RowReader.Width) : null });
        }
        var (page, hasMore, hasPrevious) = Slice.Of(rows, query.Limit, after, isFirst: after is null && skipped == 0);
        return new Table(named, models, count, predictions, page, hasMore, hasPrevious);
    }

    // Returns the totals even if the page is empty. One row more than the limit tells whether there is a further page.
    private NpgsqlBatchCommand Rows()
    {
        var arguments = new Arguments();
        var wanted = Wanted.Rows(query, arguments);
        var (place, offset) = Begin(arguments);
        var (formColumns, formJoin) = HasForm ? ($", {RowForm.Columns}", RowForm.Join(scope, arguments)) : ("", "");
        return arguments.Command(
            $"""
            {Ranking.Sql(scope, Split.None, query, model: null, arguments)}
            select t.*, page.*{formColumns}
            from (
                select
                    (select count(*) from ranked) as models,
                    (select count(*) from ranked r where {wanted}) as wanted,
                    (select coalesce(sum(total_predictions), 0)::bigint from sums) as predictions,
                    ({offset})::bigint as skipped
            ) t
            left join (
                select {RowReader.Columns}
                from {RowReader.From}
                where {wanted} and {place}
                order by {_order.By()}
                limit {arguments.Add(query.Limit + 1)}
                offset {offset}
            ) page on true
            {formJoin}
            order by {_order.By("page")}
            """);
    }

    // The condition on the rows of the page, and the number of rows before it.
    private (string Place, string Offset) Begin(Arguments arguments) => (after, query.Around) switch
    {
        (null, { } model) => Around(arguments.Add(model), arguments.Add((query.Limit - 1L) / 2), arguments.Add((long)query.Limit)),
        _ => (_order.Beyond(arguments), "0"),
    };

    // The model's row is in the middle. At an end of the table, the other side has more rows.
    private (string Place, string Offset) Around(string model, string above, string limit) => (
        $"exists (select from ranked where model_id = {model})",
        $"""
        (
            select greatest(0, least(
                count(*) filter (where {_order.Precede("own.value", "own.model_id")}) - {above},
                count(*) - {limit}))
            from ranked r cross join (select value, model_id from ranked where model_id = {model}) own
        )
        """);
}
