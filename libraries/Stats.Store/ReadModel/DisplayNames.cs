namespace Stats.Store.ReadModel;

/// <summary>
/// The display names in <c>stats.competition</c>, <c>stats.club</c> and <c>stats.model</c>: of all matches with a known result, the
/// greatest name wins. Callers hold the lock on the tag <c>overall</c>, so names don't change between reading and writing here.
/// </summary>
internal sealed class DisplayNames
{
    private static readonly string[] Tables = ["competition", "club", "model"];

    private readonly Dictionary<(string Table, string Id), Naming> _shown;
    private readonly HashSet<(string Table, string Id)> _raised = [];

    private DisplayNames(IEnumerable<KeyValuePair<(string Table, string Id), Naming>> shown) => _shown = new(shown);

    /// <summary>Returns the stored names of all that these matches name.</summary>
    public static NpgsqlBatchCommand Ask(IEnumerable<MatchState> matches)
    {
        var ids = matches.SelectMany(Of).Select(name => name.Key).Distinct().ToLookup(name => name.Table, name => name.Id);
        return Statement.Batched(
            """
            select 'competition', id, named_at, name, '' from stats.competition where id = any($1)
            union all select 'club', id, named_at, name, '' from stats.club where id = any($2)
            union all select 'model', id, named_at, name, provider from stats.model where id = any($3)
            """,
            [.. Tables.Select(table => ids[table].ToArray())]);
    }

    /// <summary>Reads the stored names from the reader's current result set.</summary>
    public static async Task<DisplayNames> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        new(await reader.ListAsync(
            row => KeyValuePair.Create(
                (row.GetString(0), row.GetString(1)),
                new Naming(row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), row.GetString(4))),
            cancellationToken));

    /// <summary>A match's names by table and id. An id may occur several times; its greatest name wins.</summary>
    public static IEnumerable<KeyValuePair<(string Table, string Id), Naming>> Of(MatchState state)
    {
        foreach (var p in state.Predictions)
            yield return new(("model", p.ModelId), new(p.SubmittedAt, p.DisplayName, p.Provider));
        foreach (var (named, naming) in state.Names)
            yield return new((named.Kind == NamedKind.Club ? "club" : "competition", named.Id), naming);
    }

    /// <summary>Takes the names of a match that are greater than the stored ones.</summary>
    /// <returns>Whether a name changed that was stored before.</returns>
    public bool Raise(MatchState state)
    {
        var renamed = false;
        foreach (var match in Of(state).GroupBy(name => name.Key, name => name.Value))
        {
            var greatest = match.Aggregate((best, next) => next.IsGreaterThan(best) ? next : best);
            var isShown = _shown.TryGetValue(match.Key, out var known);
            if (isShown && !greatest.IsGreaterThan(known))
                continue;
            renamed |= isShown && (known.Name, known.Provider) != (greatest.Name, greatest.Provider);
            _shown[match.Key] = greatest;
            _raised.Add(match.Key);
        }
        return renamed;
    }

    /// <summary>The statements that write the names taken.</summary>
    public IEnumerable<NpgsqlBatchCommand> Statements() =>
        from table in Tables
        let names = _raised
            .Where(name => name.Table == table)
            .OrderBy(name => name.Id, StringComparer.Ordinal)
            .Select(name => KeyValuePair.Create(name.Id, _shown[name]))
            .ToArray()
        where names.Length > 0
        select Write(table, names, ReadModelWriter.Schema);

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
