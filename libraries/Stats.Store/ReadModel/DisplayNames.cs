namespace Stats.Store.ReadModel;

/// <summary>
/// The display names in <c>stats.competition</c>, <c>stats.club</c> and <c>stats.model</c>: of all matches with a known result, the
/// greatest name wins. Callers hold the lock on the tag <c>overall</c>, so names don't change between reading and writing here.
/// </summary>
internal static class DisplayNames
{
    /// <summary>Writes the names that are greater than the stored ones.</summary>
    /// <returns>Whether a name changed that was stored before.</returns>
    public static async Task<bool> RaiseAsync(NpgsqlTransaction transaction, MatchState state, CancellationToken cancellationToken)
    {
        var names = new Dictionary<(string Table, string Id), Naming>();
        foreach (var (named, naming) in Of(state))
        {
            if (!names.TryGetValue(named, out var best) || naming.IsGreaterThan(best))
                names[named] = naming;
        }
        var models = ById("model");
        var competitions = ById("competition");
        var clubs = ById("club");

        var shown = await ReadAsync(transaction, competitions, clubs, models, cancellationToken);
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        var renamed = Raise(batch, "competition", competitions, shown)
            | Raise(batch, "club", clubs, shown)
            | Raise(batch, "model", models, shown);
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
        return renamed;

        Dictionary<string, Naming> ById(string table) =>
            names.Where(n => n.Key.Table == table).ToDictionary(n => n.Key.Id, n => n.Value, StringComparer.Ordinal);
    }

    /// <summary>A match's names by table and id. An id may occur several times; its greatest name wins.</summary>
    public static IEnumerable<KeyValuePair<(string Table, string Id), Naming>> Of(MatchState state)
    {
        foreach (var p in state.Predictions)
            yield return new(("model", p.ModelId), new(p.SubmittedAt, p.DisplayName, p.Provider));
        foreach (var (named, naming) in state.Names)
            yield return new((named.Kind == NamedKind.Club ? "club" : "competition", named.Id), naming);
    }

    private static async Task<Dictionary<(string Table, string Id), Naming>> ReadAsync(
        NpgsqlTransaction transaction,
        Dictionary<string, Naming> competitions,
        Dictionary<string, Naming> clubs,
        Dictionary<string, Naming> models,
        CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(
            """
            select 'competition', id, named_at, name, '' from stats.competition where id = any($1)
            union all select 'club', id, named_at, name, '' from stats.club where id = any($2)
            union all select 'model', id, named_at, name, provider from stats.model where id = any($3)
            """,
            competitions.Keys.ToArray(),
            clubs.Keys.ToArray(),
            models.Keys.ToArray());
        var shown = await command.ListAsync(
            row => KeyValuePair.Create(
                (row.GetString(0), row.GetString(1)),
                new Naming(row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), row.GetString(4))),
            cancellationToken);
        return new(shown);
    }

    private static bool Raise(
        NpgsqlBatch batch, string table, Dictionary<string, Naming> names, Dictionary<(string Table, string Id), Naming> shown)
    {
        var greater = names
            .Where(n => !shown.TryGetValue((table, n.Key), out var known) || n.Value.IsGreaterThan(known))
            .OrderBy(n => n.Key, StringComparer.Ordinal)
            .ToArray();
        if (greater.Length == 0)
            return false;

        batch.BatchCommands.Add(Write(table, greater, ReadModelWriter.Schema));
        return greater.Any(n =>
            shown.TryGetValue((table, n.Key), out var known) && (known.Name, known.Provider) != (n.Value.Name, n.Value.Provider));
    }

    /// <summary>Writes names and replaces those stored before.</summary>
    /// <param name="table">One of competition, club, model.</param>
    public static NpgsqlBatchCommand Write(string table, KeyValuePair<string, Naming>[] names, string schema)
    {
        var isModel = table == "model";
        return Statement.Batched(
            $"""
            insert into {schema}.{table} (id, named_at, name{(isModel ? ", provider" : "")})
            select id, named_at, name{(isModel ? ", provider" : "")}
            from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[]) as n (id, named_at, name, provider)
            on conflict (id) do update set
                named_at = excluded.named_at, name = excluded.name{(isModel ? ", provider = excluded.provider" : "")}
            """,
            Array.ConvertAll(names, n => n.Key),
            Array.ConvertAll(names, n => n.Value.At),
            Array.ConvertAll(names, n => n.Value.Name),
            Array.ConvertAll(names, n => n.Value.Provider));
    }
}
