using Npgsql;
using StatsApi.Database;
using StatsApi.Pages;
using StatsApi.Queries;

namespace StatsApi.Tables;

/// <summary>One page of a list.</summary>
/// <param name="Named">The ids in the query that are known.</param>
/// <param name="TotalCount">Rows on all pages.</param>
/// <param name="Rows">The rows of this page.</param>
/// <param name="HasMore">Whether more rows follow.</param>
/// <param name="HasPrevious">Whether there are rows before this page.</param>
internal sealed record ListAnswer<T>(NamedIds Named, long TotalCount, IReadOnlyList<T> Rows, bool HasMore, bool HasPrevious);

/// <summary>Reads one page of a list that is no table.</summary>
/// <param name="scope">The matches that the list covers.</param>
/// <param name="query">The query.</param>
/// <param name="after">The cursor; null for the first page.</param>
/// <param name="ofModel">The model that the list is about, if it is about one.</param>
internal abstract class ListQuestion<T>(TableScope scope, PageQuery query, Cursor? after, string? ofModel = null) : IQuestion<ListAnswer<T>>
{
    protected TableScope Scope => scope;

    protected PageQuery Query => query;

    protected Cursor? After => after;

    protected string? OfModel => ofModel;

    private bool IsBackwards => after is { Before: true };

    public IEnumerable<NpgsqlBatchCommand> Ask() => [NamedIds.Ask(scope, ofModel is null ? [] : [ofModel]), Count(), Rows(query.Limit + 1)];

    public async Task<ListAnswer<T>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var named = await NamedIds.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var count = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(Read(reader));
        var (page, hasMore, hasPrevious) = Slice.Of(rows, query.Limit, after, isFirst: after is null);
        return new ListAnswer<T>(named, count, page, hasMore, hasPrevious);
    }

    protected abstract NpgsqlBatchCommand Count();

    /// <param name="limit">One more than the page's limit, which tells whether there is a further page.</param>
    protected abstract NpgsqlBatchCommand Rows(int limit);

    protected abstract T Read(NpgsqlDataReader reader);

    /// <summary>The SQL direction of a column that the list sorts in this direction: the other one on the way back.</summary>
    protected string Direction(bool descending) => descending != IsBackwards ? "desc" : "asc";

    /// <summary>The comparison with which rows follow the cursor in this direction.</summary>
    protected string Beyond(bool descending) => descending != IsBackwards ? "<" : ">";
}

internal static class ListPlan
{
    /// <param name="scope">The matches that the list covers.</param>
    /// <param name="ask">Creates the question for the rows at a cursor.</param>
    /// <param name="placeOf">A row's position, for cursors.</param>
    /// <param name="ofModel">Whether the list is about the model in the path.</param>
    public static PagePlan<ListAnswer<T>, IReadOnlyList<T>> Of<T>(
        TableScope scope, Func<Cursor?, ListQuestion<T>> ask, Func<T, (double Value, string Id)> placeOf, bool ofModel = false) => new(
            scope.Tag,
            ask,
            list => ofModel && list.Named.Models == 0 ? null : new Content<IReadOnlyList<T>>(
                list.Rows,
                list.Named.Lifetime,
                new ListPart(
                    list.TotalCount, list.HasMore ? placeOf(list.Rows[^1]) : null, list.HasPrevious ? placeOf(list.Rows[0]) : null))
            {
                UnknownIds = list.Named.Unknown,
            });
}
