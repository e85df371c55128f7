using Npgsql;
using StatsApi.Database;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Discovery;

/// <summary>Reads one page of a <see cref="Listing{T}"/>.</summary>
internal sealed class ListingQuestion<T>(Listing<T> listing, PageQuery query, Cursor? after) : ListQuestion<T>(TableScope.Of(query), query, after)
{
    protected override NpgsqlBatchCommand Count()
    {
        var arguments = new Arguments();
        return arguments.Command($"select count(*) from ({listing.Rows(Scope, arguments)}) r");
    }

    protected override NpgsqlBatchCommand Rows(int limit)
    {
        var arguments = new Arguments();
        var rows = listing.Rows(Scope, arguments);
        var place = After is null
            ? "true"
            : $"({string.Join(", ", listing.Order)}) {Beyond(listing.Descending)} ({string.Join(", ", listing.At(After, arguments))})";
        var order = string.Join(", ", listing.Order.Select(column => $"{column} {Direction(listing.Descending)}"));
        return arguments.Command($"select * from ({rows}) r where {place} order by {order} limit {arguments.Add(limit)}");
    }

    protected override T Read(NpgsqlDataReader reader) => listing.Read(reader);
}
