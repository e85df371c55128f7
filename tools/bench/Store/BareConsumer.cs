using MassTransit;
using Stats.Contracts.Feed;
using Stats.Store;

namespace Bench.Store;

/// <summary>
/// The baseline of intake: MassTransit's batch consumer, behind a quorum queue bound to the feed's exchange, that only inserts a batch
/// into a table without an index. It validates nothing, has no matches, events or versions, and keeps no order.
/// </summary>
internal sealed class BareConsumer(NpgsqlDataSource database) : IConsumer<Batch<PredictionSubmitted>>
{
    public const string Queue = "bench.bare";

    private const int BatchSize = 256;

    private static long _inserted;

    /// <summary>The number of rows inserted since the process started.</summary>
    public static long Inserted => Interlocked.Read(ref _inserted);

    public static async Task CreateTableAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var create = database.CreateCommand(
            """
            create schema bench;
            create table bench.bare (
                n bigint generated always as identity, match_id text, model_id text, name text, provider text,
                home_goals int, away_goals int, submitted_at timestamptz
            )
            """);
        await create.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Declares the queue, so that it gets the messages published from now on.</summary>
    public static async Task DeclareAsync(Uri broker, NpgsqlDataSource database, CancellationToken ct)
    {
        var bus = Bus(broker, database);
        await bus.StartAsync(ct);
        await bus.StopAsync(ct);
    }

    /// <summary>Creates a bus with this consumer. Starting it declares the queue.</summary>
    public static IBusControl Bus(Uri broker, NpgsqlDataSource database) => MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        rabbit.Host(broker);
        rabbit.ReceiveEndpoint(Queue, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.SetQuorumQueue();
            endpoint.Bind(FeedExchange.Name, binding =>
            {
                binding.ExchangeType = "topic";
                binding.RoutingKey = FeedExchange.PredictionSubmitted;
                binding.SetExchangeArgument("alternate-exchange", FeedExchange.Unrouted);
            });
            endpoint.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType, isDefault: true);
            // As many messages in hand as ScoringService has.
            endpoint.PrefetchCount = 2 * BatchSize;
            endpoint.Batch<PredictionSubmitted>(batch =>
            {
                batch.MessageLimit = BatchSize;
                batch.TimeLimit = TimeSpan.FromMilliseconds(100);
                batch.ConcurrencyLimit = 2;
                batch.Consumer(() => new BareConsumer(database));
            });
        });
    });

    public async Task Consume(ConsumeContext<Batch<PredictionSubmitted>> context)
    {
        var rows = context.Message.Select(message => message.Message).ToArray();
        await using var insert = database.Command(
            """
            insert into bench.bare (match_id, model_id, name, provider, home_goals, away_goals, submitted_at)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::timestamptz[])
            """,
            Array.ConvertAll(rows, row => row.MatchId),
            Array.ConvertAll(rows, row => row.Model.Id),
            Array.ConvertAll(rows, row => row.Model.DisplayName),
            Array.ConvertAll(rows, row => row.Model.Provider),
            Array.ConvertAll(rows, row => row.HomeGoals),
            Array.ConvertAll(rows, row => row.AwayGoals),
            Array.ConvertAll(rows, row => row.SubmittedAt.ToUniversalTime()));
        Interlocked.Add(ref _inserted, await insert.ExecuteNonQueryAsync(context.CancellationToken));
    }
}
