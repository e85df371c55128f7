using Stats.Store;

namespace StatsApi.Tables;

/// <summary>One page of a list.</summary>
/// <param name="Named">The ids in the query that are known.</param>
/// <param name="TotalCount">Rows on all pages.</param>
/// <param name="Rows">The rows of this page.</param>
/// <param name="HasMore">Whether more rows follow.</param>
internal sealed record ListAnswer<T>(NamedIds Named, long TotalCount, IReadOnlyList<T> Rows, bool HasMore);

/// <summary>Reads one page of a list that is no table.</summary>
internal abstract class ListQuestion<T>(TableScope scope, PageQuery query) : IQuestion<ListAnswer<T>>
{
    protected TableScope Scope => scope;

    protected PageQuery Query => query;

    public IEnumerable<NpgsqlBatchCommand> Ask() => [NamedIds.Ask(scope, []), Count(), Rows(query.Limit + 1)];

    public async Task<ListAnswer<T>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var named = await NamedIds.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var count = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var rows = await reader.ListAsync(Read, cancellationToken);
        var hasMore = rows.Count > query.Limit;
        return new ListAnswer<T>(named, count, hasMore ? rows[..query.Limit] : rows, hasMore);
    }

    protected abstract NpgsqlBatchCommand Count();

    /// <param name="limit">One more than the page's limit, which tells whether there is a next page.</param>
    protected abstract NpgsqlBatchCommand Rows(int limit);

    protected abstract T Read(NpgsqlDataReader reader);
}

internal static class ListPlan
{
    /// <param name="scope">The matches that the list covers.</param>
    /// <param name="ask">Creates the question for the rows after a cursor.</param>
    /// <param name="placeOf">A row's position, for cursors.</param>
    public static PagePlan<ListAnswer<T>, IReadOnlyList<T>> Of<T>(
        TableScope scope, Func<Cursor?, ListQuestion<T>> ask, Func<T, (double Value, string Id)> placeOf) => new(
            scope.Tag,
            ask,
            list => new Content<IReadOnlyList<T>>(
                list.Rows, list.Named.LifetimeOf(scope, []), new ListPart(list.TotalCount, list.HasMore ? placeOf(list.Rows[^1]) : null)));
}
