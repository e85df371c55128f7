using Stats.Store.ReadModel;

namespace Stats.Store.Rebuilding;

/// <summary>
/// A second read model, built from the events in tables of its own. Matches are written in batches and the database computes the
/// sums, so memory holds only one batch and the display names.
/// </summary>
/// <param name="connection">Creates and fills the tables.</param>
/// <param name="schema"><see cref="Shadow"/> or <see cref="Temporary"/>.</param>
internal sealed class ShadowReadModel(NpgsqlConnection connection, string schema)
{
    /// <summary>A schema that other connections see; its user holds <see cref="Locks.SingleRebuild"/>.</summary>
    public const string Shadow = "stats_rebuild";

    /// <summary>Temporary tables, which end with the connection.</summary>
    public const string Temporary = "pg_temp";

    private const int BatchSize = 10_000;

    private readonly List<MatchRows> _matches = [];
    private readonly HashSet<string> _tags = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Table, string Id), Naming> _names = [];
    private int _pending;

    /// <summary>Creates the empty tables. They are worthless after a crash, so they skip the write-ahead log.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var create = schema == Temporary ? "create table" : "create unlogged table";
        foreach (var table in ReadModelTable.All)
        {
            await connection.ExecuteAsync(
                $"""
                {create} {schema}.{table.Name} (like {ReadModelWriter.Schema}.{table.Name});
                alter table {schema}.{table.Name} add primary key ({string.Join(", ", table.Key)});
                """,
                cancellationToken);
        }
        await connection.ExecuteAsync($"""{create} {schema}.tag (tag text collate "C" primary key)""", cancellationToken);
    }

    /// <summary>Adds a match if it has rows to show.</summary>
    public async Task AddAsync(EventStream stream, MatchHistory history, CancellationToken cancellationToken)
    {
        if (MatchRows.Of(stream.Id, history.Shown) is not { } rows)
            return;
        _matches.Add(rows);
        _tags.UnionWith(history.Shown.TagsOf(stream.Id));
        foreach (var (named, naming) in DisplayNames.Of(history.Shown))
        {
            if (!_names.TryGetValue(named, out var known) || naming.IsGreaterThan(known))
                _names[named] = naming;
        }
        _pending += 1 + rows.Predictions.Count;
        if (_pending >= BatchSize)
            await FlushAsync(cancellationToken);
    }

    /// <summary>Ends adding all matches: computes the sums.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        foreach (var table in (string[])["match", "prediction"])
            await connection.ExecuteAsync($"analyze {schema}.{table}", cancellationToken);
        await connection.ExecuteAsync(Contributions("+", "true"), cancellationToken);
        await connection.ExecuteAsync($"analyze {schema}.standing", cancellationToken);
    }

    /// <summary>Removes matches from rows and sums, so that their current state can be added.</summary>
    public async Task WithdrawAsync(string[] matchIds, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(Contributions("-", "m.id = any($1)"), cancellationToken, [matchIds]);
        await connection.ExecuteAsync($"delete from {schema}.prediction where match_id = any($1)", cancellationToken, [matchIds]);
        await connection.ExecuteAsync($"delete from {schema}.match where id = any($1)", cancellationToken, [matchIds]);
    }

    /// <summary>Ends adding removed matches: adds them to the sums.</summary>
    public async Task CompleteAsync(string[] matchIds, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await connection.ExecuteAsync(Contributions("+", "m.id = any($1)"), cancellationToken, [matchIds]);
        await connection.ExecuteAsync($"delete from {schema}.standing where total_predictions = 0", cancellationToken);
    }

    /// <summary>Writes the display names, after which no match can be added.</summary>
    public async Task WriteNamesAsync(CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        foreach (var names in _names.GroupBy(name => name.Key.Table))
        {
            batch.BatchCommands.Add(
                DisplayNames.Write(names.Key, [.. names.Select(name => KeyValuePair.Create(name.Key.Id, name.Value))], schema));
        }
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_matches.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
            foreach (var match in _matches)
                batch.BatchCommands.Add(ReadModelWriter.Match(match, schema));
            batch.BatchCommands.Add(ReadModelWriter.Predictions(
                [.. _matches.SelectMany(match => match.Predictions.Select(p => (match.MatchId, p.Key, p.Value)))], schema));
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"insert into {schema}.tag select unnest($1::text[]) on conflict do nothing")
            {
                Parameters = { new() { Value = _tags.ToArray() } },
            });
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        _matches.Clear();
        _tags.Clear();
        _pending = 0;
    }

    // Adds matches to the running sums, or subtracts them.
    private string Contributions(string sign, string matches) =>
        $"""
        insert into {schema}.standing as s
        select side.scope, side.season, side.venue, p.model_id, {RunningSums.Each(column => $"{sign} {column.OfPredictions}")}
        from {schema}.match m
        join {schema}.prediction p on p.match_id = m.id and p.represents
        cross join lateral (values {string.Join(", ", RunningSums.All.SelectMany(sum => sum.RowsOf()))}) as side (scope, season, venue)
        where {matches}
        group by 1, 2, 3, 4
        {RunningSums.Add}
        """;
}
