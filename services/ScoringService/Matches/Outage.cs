using Npgsql;

namespace ScoringService.Matches;

/// <summary>Failures that pass without anybody touching the message.</summary>
internal static class Outage
{
    /// <summary>The database is away, busy or not yet set up.</summary>
    public static bool Is(Exception exception) => exception.GetBaseException() switch
    {
        PostgresException e => e.IsTransient || e.SqlState is
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InsufficientPrivilege
            or PostgresErrorCodes.ReadOnlySqlTransaction,
        NpgsqlException or System.Net.Sockets.SocketException or TimeoutException or EndOfStreamException => true,
        _ => false,
    };
}
