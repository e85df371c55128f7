using Stats.Contracts;

namespace Stats.Store;

/// <summary>Each tag's version counter. A raised tag stays locked until the commit, so versions appear in order, without gaps.</summary>
internal static class TagVersions
{
    /// <summary>Raises each tag by one, in the order given. All callers give ordinal order, so they can't deadlock.</summary>
    public static Task<Dictionary<string, long>> RaiseAsync(
        NpgsqlTransaction transaction, IEnumerable<string> tags, CancellationToken cancellationToken) =>
        QueryAsync(
            transaction,
            """
            insert into stats.tag_version as t (tag, version)
            select tag, 1 from unnest($1::text[]) with ordinality as given (tag, n) order by n
            on conflict (tag) do update set version = t.version + 1
            returning tag, version
            """,
            tags,
            cancellationToken);

    /// <summary>Raises every existing tag and those in another table: any page that depends on one of them may have changed.</summary>
    /// <param name="transaction">Holds the rebuild lock exclusively.</param>
    /// <param name="more">A table with a column <c>tag</c>.</param>
    public static Task<Dictionary<string, long>> RaiseAllAsync(
        NpgsqlTransaction transaction, string more, CancellationToken cancellationToken) =>
        QueryAsync(
            transaction,
            $"""
            insert into stats.tag_version as t (tag, version)
            select tag, 1
            from (select tag from stats.tag_version union select tag from {more} union select unnest($1::text[]) collate "C") tags
            order by tag
            on conflict (tag) do update set version = t.version + 1
            returning tag, version
            """,
            [Tags.Overall, Tags.Names],
            cancellationToken);

    /// <summary>The current versions. A tag that was never raised is left out.</summary>
    public static Task<Dictionary<string, long>> ReadAsync(
        NpgsqlTransaction transaction, IEnumerable<string> tags, CancellationToken cancellationToken) =>
        QueryAsync(transaction, "select tag, version from stats.tag_version where tag = any($1)", tags, cancellationToken);

    private static async Task<Dictionary<string, long>> QueryAsync(
        NpgsqlTransaction transaction, string sql, IEnumerable<string> tags, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(sql, [tags.ToArray()]);
        var versions = await command.ListAsync(row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), cancellationToken);
        return new(versions, StringComparer.Ordinal);
    }
}
