using System.Net.Sockets;
using Npgsql;

namespace Stats.Store;

/// <summary>Failures that say that the database can't be had now, whatever was asked of it.</summary>
public static class Outage
{
    /// <summary>It is away, busy, or not yet set up for this version: asking again later may succeed.</summary>
    public static bool Is(Exception exception) => exception.GetBaseException() switch
    {
        PostgresException e => e.IsTransient || e.SqlState is
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InsufficientPrivilege
            or PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlException or SocketException or TimeoutException or EndOfStreamException => true,
        _ => false,
    };
}
