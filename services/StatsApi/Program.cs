using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults;
using StackExchange.Redis;
using Stats.Cache;
using StatsApi.Accuracy;
using StatsApi.Admission;
using StatsApi.ApiKeys;
using StatsApi.Comparisons;
using StatsApi.Corrections;
using StatsApi.Cors;
using StatsApi.Database;
using StatsApi.Discovery;
using StatsApi.LiveUpdates;
using StatsApi.MatchPages;
using StatsApi.ModelHistory;
using StatsApi.ModelPages;
using StatsApi.ModelPredictions;
using StatsApi.OpenApi;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.RateLimits;
using StatsApi.Tables;

var builder = WebApplication.CreateBuilder(args);

// Most requests are similar cache hits, so few are traced.
builder.AddServiceDefaults(tracedShare: 0.01);
// No handler blocks a thread, so the I/O thread that read a request may process it.
builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
builder.AddSettings<CacheOptions>(CacheOptions.Section);
builder.AddStatsCache(builder.Configuration.Required("Redis", "redis:6379", ConfigurationOptions.Parse));
// Without Redis, pages are read from the database, within the limits of DatabaseGate.
builder.AddReadiness("redis", "Redis", HealthStatus.Degraded, services => new RedisCheck(services.GetRequiredService<RedisConnection>()));
builder.AddProblems();
builder.AddRequestLimits();
builder.AddKeys();
builder.AddRateLimits();
builder.AddDatabase();
builder.AddPages();
builder.AddCorsOrigins();
builder.AddLiveUpdates();
builder.AddApiDescription();

var app = builder.Build();

app.UseProblems();
app.UseCorsOrigins();
app.MapHealth(context => context.Features.Get<ApiKey>()?.MayReadOperations == true);
app.MapApiDescription();
app.UseKeys();
app.UseAdmission();

var stats = app.MapGroup("/api/stats");
stats.MapTables();
stats.MapModel();
stats.MapModelPredictions();
stats.MapModelHistory();
stats.MapAccuracy();
stats.MapComparison();
stats.MapMatch();
stats.MapWhatIf();
stats.MapCorrections();
stats.MapDiscovery();
stats.MapStream();

await app.RunServiceAsync();
