using StatsApi.Accuracy;
using StatsApi.Admission;
using StatsApi.Comparisons;
using StatsApi.Corrections;
using StatsApi.Cors;
using StatsApi.Discovery;
using StatsApi.LiveUpdates;
using StatsApi.MatchPages;
using StatsApi.ModelHistory;
using StatsApi.ModelPages;
using StatsApi.ModelPredictions;
using StatsApi.OpenApi;

var builder = WebApplication.CreateBuilder(args);

// Most requests are similar cache hits, so few are traced.
builder.AddServiceDefaults(tracedShare: 0.01);
builder.AddPages();
builder.AddPageWarmUp();
builder.AddProblems();
builder.AddKeys();
builder.AddAdmission();
builder.AddDatabase();
builder.AddCorsOrigins();
builder.AddLiveUpdates();
builder.AddApiDescription();

var app = builder.Build();

app.UseProblems();
app.UseCorsOrigins();
app.UseAdmission();
app.MapHealth(context => context.Features.Get<ApiKey>()?.MayReadOperations == true);
app.MapApiDescription();

var stats = app.MapGroup("/api/stats");
stats.MapTables();
stats.MapModel();
stats.MapModelPredictions();
stats.MapModelHistory();
stats.MapAccuracy();
stats.MapComparison();
stats.MapMatches();
stats.MapCorrections();
stats.MapDiscovery();
stats.MapStream();

await app.RunServiceAsync();
