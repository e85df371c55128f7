namespace StatsApi.Discovery;

/// <summary>A list of seasons, competitions, clubs, models or matches.</summary>
/// <param name="Rows">The statement for all rows, unordered.</param>
/// <param name="Order">The order of the rows. The last column is unique.</param>
/// <param name="After">The condition for the rows after a cursor.</param>
/// <param name="Read">Reads a row.</param>
/// <param name="PlaceOf">A row's position, for cursors.</param>
internal sealed record Listing<T>(
    Func<TableScope, Arguments, string> Rows,
    string Order,
    Func<Queries.Cursor, Arguments, string> After,
    Func<NpgsqlDataReader, T> Read,
    Func<T, (double Value, string Id)> PlaceOf);
