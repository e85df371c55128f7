using Npgsql;
using StatsApi.Database;
using StatsApi.Tables;

namespace StatsApi.Discovery;

/// <summary>A list of seasons, competitions, clubs, models or matches.</summary>
/// <param name="Rows">The statement for all rows, unordered.</param>
/// <param name="Order">The columns that order the rows. The last one is unique.</param>
/// <param name="Descending">Whether the rows are in descending order of these columns.</param>
/// <param name="At">The values of these columns at a cursor.</param>
/// <param name="Read">Reads a row.</param>
/// <param name="PlaceOf">A row's position, for cursors.</param>
internal sealed record Listing<T>(
    Func<TableScope, Arguments, string> Rows,
    string[] Order,
    bool Descending,
    Func<Queries.Cursor, Arguments, string[]> At,
    Func<NpgsqlDataReader, T> Read,
    Func<T, (double Value, string Id)> PlaceOf);
