using System.Net;
using Npgsql;

namespace Stats.IntegrationTests.Api;

/// <summary>Queries that time out in PostgreSQL because the test locks their tables.</summary>
[Collection(ApiFixture.Readers)]
public sealed class SlowDatabaseTests(ApiFixture fixture)
{
    // Shorter than the command timeout of Npgsql.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static readonly Dictionary<string, string> Impatient = new()
    {
        ["Database:Timeout"] = "00:00:00.500",
        ["Database:BreakFor"] = "00:00:00.500",
        ["Database:MaxPoolSize"] = "2",
        ["Database:MaxReads"] = "2",
        ["Database:MaxWaiting"] = "4",
    };

    [Theory]
    [InlineData("models/model-0?dateFrom=2020-05-04&dateTo=2020-05-{0}", "matches?dateFrom=2001-01-01")]
    [InlineData("models/model-0?compareTo=2020-05-{0}", "matches?dateFrom=2001-01-02")]
    public async Task Slow_queries_return_503_and_leave_nothing_waiting(string page, string other)
    {
        await using var api = new InProcessApi(fixture.Store.ConnectionString, fixture.Redis, Impatient);
        using var http = api.Client();
        await using (var connection = await fixture.Store.Database.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            const string Lock = "lock table stats.prediction, stats.standing in access exclusive mode";
            await using (var hold = new NpgsqlCommand(Lock, connection, transaction))
                await hold.ExecuteNonQueryAsync();

            // More requests than may read or wait, each for another page, so that they share no load.
            var answers = await Task.WhenAll(
                Enumerable.Range(11, 12).Select(day => http.GetAsync($"api/stats/{string.Format(page, day)}")));
            foreach (var answer in answers)
            {
                var problem = await Problem.ReadAsync(answer, HttpStatusCode.ServiceUnavailable);
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
                Assert.Equal("urn:stats:problem:unavailable", (string?)problem["type"]);
                answer.Dispose();
            }

            // No session waits for the lock any more, and the service reads a page that does not need it.
            const string Waiting = "select count(*) from pg_stat_activity where application_name = 'StatsApi' and wait_event_type = 'Lock'";
            await Eventually.HoldsAsync(async () => await fixture.Store.ScalarAsync<long>(Waiting) == 0, limit: Limit);
            await Eventually.HoldsAsync(() => IsAnsweredAsync(http, other), limit: Limit);
        }
        await Eventually.HoldsAsync(() => IsAnsweredAsync(http, string.Format(page, 11)), limit: Limit);
    }

    private static async Task<bool> IsAnsweredAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync($"api/stats/{path}");
        return answer.StatusCode == HttpStatusCode.OK;
    }
}
