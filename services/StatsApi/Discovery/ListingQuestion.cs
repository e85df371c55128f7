namespace StatsApi.Discovery;

/// <summary>Reads one page of a <see cref="Listing{T}"/>.</summary>
internal sealed class ListingQuestion<T>(Listing<T> listing, PageQuery query, Cursor? after) : ListQuestion<T>(TableScope.Of(query), query)
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
        var place = after is null ? "true" : listing.After(after, arguments);
        return arguments.Command($"select * from ({rows}) r where {place} order by {listing.Order} limit {arguments.Add(limit)}");
    }

    protected override T Read(NpgsqlDataReader reader) => listing.Read(reader);
}
