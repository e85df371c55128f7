namespace StatsApi.Database;

/// <summary>Reads everything that a page shows in one snapshot of the primary, in one round trip.</summary>
internal sealed class SnapshotReader(NpgsqlDataSource database, DatabaseGate gate) : IPageSource
{
    /// <summary>Tells the cache which tags exist.</summary>
    public async Task<bool> KnowsAsync(string tag, CancellationToken cancellationToken) => await VersionAsync(tag, cancellationToken) > 0;

    /// <exception cref="DatabaseUnavailableException">PostgreSQL can't be read now.</exception>
    public Task<Snapshot<T>> ReadAsync<T>(IReadOnlyList<string> tags, IQuestion<T> question, CancellationToken cancellationToken) =>
        gate.ReadAsync(
            async token =>
            {
                await using var connection = await database.OpenConnectionAsync(token);
                await using var batch = Batch(tags, question.Ask());
                batch.Connection = connection;
                await using var reader = await batch.ExecuteReaderAsync(token);
                await reader.ReadAsync(token);
                var generation = reader.GetInt64(0);
                var versions = await reader.GetFieldValueAsync<long[]>(1, token);
                await reader.NextResultAsync(token);
                var answer = await question.ReadAsync(reader, token);
                while (await reader.NextResultAsync(token))
                {
                }
                return new Snapshot<T>(generation, versions, answer);
            },
            cancellationToken);

    /// <summary>Creates the batch for one snapshot. Its first result is the generation and the versions of the tags.</summary>
    public static NpgsqlBatch Batch(IReadOnlyList<string> tags, IEnumerable<NpgsqlBatchCommand> questions)
    {
        // Begin and commit are sent in the same batch. After a failure the pool rolls back before it reuses the connection.
        var batch = new NpgsqlBatch
        {
            BatchCommands =
            {
                new("begin isolation level repeatable read, read only"),
                // JIT compilation costs more than most of these statements; so does a plan for each value in a large store.
                new("set local jit = off"),
                new("set local plan_cache_mode = force_generic_plan"),
                State(tags),
            },
        };
        foreach (var question in questions)
            batch.BatchCommands.Add(question);
        batch.BatchCommands.Add(new("commit"));
        return batch;
    }

    /// <summary>The current version of a tag; 0 if no change has touched it.</summary>
    /// <exception cref="DatabaseUnavailableException">PostgreSQL can't be read now.</exception>
    public Task<long> VersionAsync(string tag, CancellationToken cancellationToken) =>
        gate.ReadAsync(
            async token =>
            {
                await using var command = database.CreateCommand("select version from stats.tag_version where tag = $1");
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tag });
                return await command.ExecuteScalarAsync(token) is long version ? version : 0;
            },
            cancellationToken);

    private static NpgsqlBatchCommand State(IReadOnlyList<string> tags) => new(
        """
        select
            (select value from stats.generation),
            array(
                select coalesce(v.version, 0)
                from unnest($1) with ordinality as t (tag, n) left join stats.tag_version v using (tag)
                order by n)
        """)
    {
        Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. tags] } },
    };
}
