using ServiceDefaults;
using Stats.Cache;
using StatsApi.Keys;
using StatsApi.MatchPages;
using StatsApi.ModelPages;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Snapshots;
using StatsApi.Tables;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddStatsCache(builder.Configuration.Required("Redis", "redis:6379"));
builder.AddProblems();
builder.AddKeys();
builder.AddSnapshots();
builder.AddPages();

var app = builder.Build();

app.UseProblems();
app.MapHealth();
app.UseAuthentication();
app.UseAuthorization();

var stats = app.MapGroup("/api/stats");
stats.MapOverall();
stats.MapLeaderboard();
stats.MapCompetition();
stats.MapClub();
stats.MapModel();
stats.MapMatch();

await app.RunAsync();
