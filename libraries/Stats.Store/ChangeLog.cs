using System.Text.Json;

namespace Stats.Store;

/// <summary>The ordered log of public changes.</summary>
public static class ChangeLog
{
    /// <summary>How long changes are kept.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromDays(7);

    /// <summary>The value of <see cref="PublicChange.MatchId"/> after a rebuild: anything may have changed.</summary>
    public const string Everything = "";

    /// <summary>
    /// The changes after a number, in order. The numbers have no gaps and become visible in order, so a reader that continues from the
    /// last one misses none. If the first one returned isn't the next number, those between were deleted after <see cref="Retention"/>.
    /// </summary>
    /// <param name="database">The primary.</param>
    /// <param name="n">The last number known.</param>
    /// <param name="limit">The most changes to return. A rebuild's change lists every tag.</param>
    public static async Task<IReadOnlyList<PublicChange>> ReadAfterAsync(
        NpgsqlDataSource database, long n, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            "select n, generation, position, match_id, tags::text, at from stats.change where n > $1 order by n limit $2", n, limit);
        return await command.ListAsync(
            row => new PublicChange(
                row.GetInt64(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetString(3),
                JsonSerializer.Deserialize<Dictionary<string, long>>(row.GetString(4))!,
                row.GetFieldValue<DateTimeOffset>(5)),
            cancellationToken);
    }

    /// <summary>The number of the last change, 0 before the first, and its generation.</summary>
    public static async Task<(long N, long Generation)> HeadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            "select coalesce((select version from stats.tag_version where tag = $1), 0), value from stats.generation",
            Contracts.Tags.Overall);
        return (await command.ListAsync(row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken))[0];
    }

    /// <summary>The current version of every tag and their generation, in one snapshot.</summary>
    public static async Task<(long Generation, IReadOnlyDictionary<string, long> Tags)> VersionsAsync(
        NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select g.value, t.tag, t.version from stats.generation g left join stats.tag_version t on true");
        var (generation, tags) = (0L, new Dictionary<string, long>(StringComparer.Ordinal));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            generation = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
                tags.Add(reader.GetString(1), reader.GetInt64(2));
        }
        return (generation, tags);
    }

    /// <summary>Checks the versions in a message: none may be higher than the database's own.</summary>
    /// <param name="database">The primary.</param>
    /// <returns>The database's generation, and the first tag whose claimed version it doesn't have; null if it has all.</returns>
    public static async Task<(long Generation, string? Unknown)> ConfirmAsync(
        NpgsqlDataSource database, IReadOnlyDictionary<string, long> claimed, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            """
            select value, (
                select c.tag from unnest($1::text[], $2::bigint[]) c (tag, version)
                left join stats.tag_version t on t.tag = c.tag collate "C"
                where t.version is null or c.version not between 1 and t.version
                order by c.tag limit 1)
            from stats.generation
            """,
            claimed.Keys.ToArray(),
            claimed.Values.ToArray());
        return (await command.ListAsync(row => (row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1)), cancellationToken))[0];
    }

    /// <summary>Deletes changes older than <see cref="Retention"/>.</summary>
    /// <returns>The number of changes deleted.</returns>
    public static async Task<int> PruneAsync(NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.Command("delete from stats.change where at < $1", now.ToUniversalTime() - Retention);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Returns the database's generation.</summary>
    internal static NpgsqlBatchCommand Generation() => Statement.Batched("select value from stats.generation");

    /// <summary>Appends the change of a match, whose events must be appended already.</summary>
    internal static NpgsqlBatchCommand Append(
        long generation, string matchId, IReadOnlyDictionary<string, long> tags, DateTimeOffset at) => Statement.Batched(
        """
        insert into stats.change (n, generation, position, match_id, tags, at)
        select $1, $2, seq_id, $3, $4, $5 from events.mt_events where stream_id = $3 order by version desc limit 1
        """,
        tags[Contracts.Tags.Overall],
        generation,
        matchId,
        Statement.Json(JsonSerializer.Serialize(tags)),
        at);

    internal static async Task<long> AppendAsync(
        NpgsqlTransaction transaction, long n, long position, string matchId, Dictionary<string, long> tags, DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(
            """
            insert into stats.change (n, generation, position, match_id, tags, at)
            select $1, value, $2, $3, $4, $5 from stats.generation
            returning generation
            """,
            n,
            position,
            matchId,
            Statement.Json(JsonSerializer.Serialize(tags)),
            at);
        return await command.ScalarAsync<long>(cancellationToken);
    }
}

/// <summary>A change that readers can see.</summary>
/// <param name="N">Its number: the version of the tag <c>overall</c> after it.</param>
/// <param name="Position">The position of its last event.</param>
/// <param name="MatchId">The match that was scored, or <see cref="ChangeLog.Everything"/>.</param>
/// <param name="Tags">The tags touched, with the version of each after it.</param>
public sealed record PublicChange(
    long N, long Generation, long Position, string MatchId, IReadOnlyDictionary<string, long> Tags, DateTimeOffset At);
