using Npgsql;
using StatsApi.Database;
using StatsApi.Tables;

namespace StatsApi.Discovery;

/// <summary>A list of things that a client can ask about.</summary>
/// <param name="Rows">The statement for all rows, unordered.</param>
/// <param name="Order">Their order: a column that tells them all apart at the end.</param>
/// <param name="After">The condition for rows after a place in that order.</param>
/// <param name="Read">Reads a row.</param>
/// <param name="PlaceOf">A row's place, for cursors.</param>
internal sealed record Listing<T>(
    Func<TableScope, Arguments, string> Rows,
    string Order,
    Func<Queries.Cursor, Arguments, string> After,
    Func<NpgsqlDataReader, T> Read,
    Func<T, (double Value, string Id)> PlaceOf);
