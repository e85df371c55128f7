using Stats.Contracts;

namespace Stats.Store;

/// <summary>Each tag's version counter. A raised tag stays locked until the commit, so versions appear in order, without gaps.</summary>
internal static class TagVersions
{
    /// <summary>
    /// Raises each tag as often as it is given and returns its version. It raises them in ordinal order, so writers can't deadlock.
    /// </summary>
    public static NpgsqlBatchCommand Raise(IEnumerable<string> tags)
    {
        var counts = tags.CountBy(tag => tag, StringComparer.Ordinal).OrderBy(tag => tag.Key, StringComparer.Ordinal).ToArray();
        return Statement.Batched(
            """
            insert into stats.tag_version as t (tag, version)
            select tag, times from unnest($1::text[], $2::bigint[]) with ordinality as given (tag, times, n) order by n
            on conflict (tag) do update set version = t.version + excluded.version
            returning tag, version
            """,
            Array.ConvertAll(counts, tag => tag.Key),
            Array.ConvertAll(counts, tag => (long)tag.Value));
    }

    /// <summary>Returns the current versions. A tag that was never raised is left out.</summary>
    public static NpgsqlBatchCommand Current(IEnumerable<string> tags) => Statement.Batched(
        "select tag, version from stats.tag_version where tag = any($1)", [tags.Distinct(StringComparer.Ordinal).ToArray()]);

    /// <summary>Reads versions from the reader's current result set.</summary>
    public static async Task<Dictionary<string, long>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        new(await reader.ListAsync(Version, cancellationToken), StringComparer.Ordinal);

    /// <summary>Raises every existing tag and those in another table: any page that depends on one of them may have changed.</summary>
    /// <param name="transaction">Holds the rebuild lock exclusively.</param>
    /// <param name="more">A table with a column <c>tag</c>.</param>
    public static async Task<Dictionary<string, long>> RaiseAllAsync(
        NpgsqlTransaction transaction, string more, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(
            $"""
            insert into stats.tag_version as t (tag, version)
            select tag, 1
            from (select tag from stats.tag_version union select tag from {more} union select unnest($1::text[]) collate "C") tags
            order by tag
            on conflict (tag) do update set version = t.version + 1
            returning tag, version
            """,
            [new[] { Tags.Overall, Tags.Names }]);
        return new(await command.ListAsync(Version, cancellationToken), StringComparer.Ordinal);
    }

    private static KeyValuePair<string, long> Version(NpgsqlDataReader row) => new(row.GetString(0), row.GetInt64(1));
}
