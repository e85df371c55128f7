using System.Net.Sockets;

namespace Stats.Store;

/// <summary>Failures not caused by the request: the database is unavailable, busy or not set up, or another writer was faster.</summary>
public static class TransientFailure
{
    /// <summary>Whether the same operation may succeed later.</summary>
    public static bool Is(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (Passes(e))
                return true;
        }
        return false;
    }

    private static bool Passes(Exception exception) => exception switch
    {
        PostgresException e => e.IsTransient || e.SqlState is
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InsufficientPrivilege
            or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.QueryCanceled
            // Another program appended the same version to the stream.
            or PostgresErrorCodes.UniqueViolation,
        NpgsqlException or SocketException or TimeoutException or IOException or StreamConflictException => true,
        _ => false,
    };
}
