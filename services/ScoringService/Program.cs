using MassTransit;
using ScoringService.Matches;
using ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddMatchStore();
builder.AddBus(bus =>
{
    bus.AddConsumer<PredictionConsumer, PredictionConsumerDefinition>();
    bus.AddConsumer<ResultConsumer, ResultConsumerDefinition>();
});

var app = builder.Build();

app.MapHealth();

await app.RunAsync();
