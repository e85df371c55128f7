using Marten.Exceptions;
using Npgsql;

namespace Stats.Store.Marten;

/// <summary>What Marten wraps.</summary>
internal static class Failure
{
    /// <summary>The database's own exception, from which callers tell an outage, or null if it is something else.</summary>
    public static NpgsqlException? Of(MartenException exception)
    {
        Exception? cause = exception;
        while (cause is not (null or NpgsqlException))
            cause = cause.InnerException;
        return cause as NpgsqlException;
    }
}
