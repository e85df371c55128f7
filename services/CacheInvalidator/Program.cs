using CacheInvalidator;
using CacheInvalidator.Invalidation;
using CacheInvalidator.Reconciliation;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults;
using StackExchange.Redis;

var builder = WebApplication.CreateSlimBuilder(args);

builder.AddServiceDefaults();
builder.AddSettings<CacheOptions>(CacheOptions.Section);
builder.AddStatsCache(builder.Configuration.Required("Redis", "redis:6379", ConfigurationOptions.Parse));
builder.AddReadiness("redis", "Redis", HealthStatus.Unhealthy, services => new RedisCheck(services.GetRequiredService<RedisConnection>()));
builder.Services.AddSingleton<InvalidatorDiagnostics>();
builder.AddReconciler();
builder.AddInvalidationWarmUp();
builder.AddBus(bus => bus.AddConsumer<PointsConsumer, PointsConsumerDefinition>());

var app = builder.Build();

app.MapHealth();

await app.RunServiceAsync();
