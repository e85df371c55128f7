using CacheInvalidator.Invalidation;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults;
using Stats.Cache;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddStatsCache(builder.Configuration.Required("Redis", "redis:6379"));
builder.Services.AddHealthChecks().AddCheck<RedisCheck>("redis", HealthStatus.Unhealthy, [Health.Ready], Health.Patience);
builder.AddBus(bus => bus.AddConsumer<PointsConsumer, PointsConsumerDefinition>());

var app = builder.Build();

app.MapHealth();

await app.RunAsync();
