using ScoringService.Matches;
using ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);

builder.AddServiceDefaults();
builder.AddMatches();
builder.AddBus(
    bus =>
    {
        bus.AddConsumer<PredictionConsumer, PredictionConsumerDefinition>();
        bus.AddConsumer<ResultConsumer, ResultConsumerDefinition>();
    },
    rabbit => rabbit.BindSubscriber<PointsCalculated>(Queues.InvalidatorPoints));

var app = builder.Build();

app.MapHealth();

await app.RunServiceAsync();
