using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Stats.Store;

/// <summary>
/// Unhealthy until the database has the schema that this version needs. While the database is unavailable, or read-only though the
/// service <paramref name="writes"/>, the check reports its registration's <c>failureStatus</c>.
/// </summary>
public sealed class SchemaCheck(NpgsqlDataSource database, bool writes = false) : IHealthCheck
{
    private const string Advice = "check ConnectionStrings__Postgres and the server's log";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var current = await Schema.CurrentAsync(database, cancellationToken).WaitAsync(cancellationToken);
            if (current < Schema.Latest)
            {
                return HealthCheckResult.Unhealthy(
                    $"the database has schema version {current}, but this service needs version {Schema.Latest}: run statsctl migrate");
            }
            return writes && await IsReadOnlyAsync(cancellationToken).WaitAsync(cancellationToken)
                ? new HealthCheckResult(
                    context.Registration.FailureStatus,
                    "the database is read-only: connect to the primary, or check default_transaction_read_only")
                : HealthCheckResult.Healthy();
        }
        catch (PostgresException e) when (TransientFailure.Is(e))
        {
            return new HealthCheckResult(
                context.Registration.FailureStatus, $"the database can't be used: {e.MessageText} ({e.SqlState}): {Advice}");
        }
        catch (Exception e) when (TransientFailure.Is(e))
        {
            // The outer message of a failed TLS handshake gives no reason.
            var cause = e.GetBaseException() is var inner && inner != e ? $"{e.Message} ({inner.Message})" : e.Message;
            return new HealthCheckResult(
                context.Registration.FailureStatus, $"the database doesn't answer: {cause.TrimEnd('.')}: {Advice}");
        }
    }

    // Also true on a standby.
    private async Task<bool> IsReadOnlyAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select current_setting('transaction_read_only')::bool");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
