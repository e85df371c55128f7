using Npgsql;
using StatsApi.Database;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Discovery;

/// <summary>One page of a list.</summary>
internal sealed record ListPage<T>(NamedIds Named, long TotalCount, IReadOnlyList<T> Rows, bool HasMore);

/// <summary>Asks for one page of a list.</summary>
internal sealed class ListQuestion<T>(Listing<T> listing, TableScope scope, PageQuery query, Cursor? after) : IQuestion<ListPage<T>>
{
    public IEnumerable<NpgsqlBatchCommand> Ask() => [NamedIds.Ask(scope, []), Count(), Rows()];

    public async Task<ListPage<T>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var named = await NamedIds.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var count = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(listing.Read(reader));
        var hasMore = rows.Count > query.Limit;
        return new ListPage<T>(named, count, hasMore ? rows[..query.Limit] : rows, hasMore);
    }

    private NpgsqlBatchCommand Count()
    {
        var arguments = new Arguments();
        return arguments.Command($"select count(*) from ({listing.Rows(scope, arguments)}) r");
    }

    // One more than the page holds tells whether there is a next one.
    private NpgsqlBatchCommand Rows()
    {
        var arguments = new Arguments();
        var rows = listing.Rows(scope, arguments);
        var place = after is null ? "true" : listing.After(after, arguments);
        return arguments.Command($"select * from ({rows}) r where {place} order by {listing.Order} limit {arguments.Add(query.Limit + 1)}");
    }
}
