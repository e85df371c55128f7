using System.Diagnostics;

namespace ServiceDefaults;

/// <summary>
/// Runs steps that are slow the first time, so that a ready service handles its first message or request as fast as later ones. The service
/// is ready after the first attempt, whatever its outcome, or after some seconds: if a dependency is unavailable, the dependency's own
/// check says so. A step that fails is repeated every second until it succeeds.
/// </summary>
internal sealed class WarmUp(
    IEnumerable<WarmUpStep> steps, IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<WarmUp> log)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private volatile bool _isDone;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_isDone ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the service is warming up"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before, it would take the processors from the start.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.Register(started.SetResult))
            await started.Task.WaitAsync(stoppingToken);
        var began = Stopwatch.GetTimestamp();
        var attempt = Task.WhenAll(steps.Select(step => TryAsync(step, stoppingToken)));
        await Task.WhenAny(attempt, Task.Delay(Longest, time, stoppingToken));
        _isDone = true;
        var tried = await attempt;
        Log.WarmedUp(log, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        while (tried.Any(failed => failed is not null))
        {
            await Task.Delay(Interval, time, stoppingToken);
            tried = await Task.WhenAll(tried.OfType<WarmUpStep>().Select(step => TryAsync(step, stoppingToken)));
        }
    }

    /// <returns>The step if it failed.</returns>
    private async Task<WarmUpStep?> TryAsync(WarmUpStep step, CancellationToken stoppingToken)
    {
        try
        {
            await step(services, stoppingToken);
            return null;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            Log.NotWarmedUp(log, e.Message);
            return step;
        }
    }
}

/// <summary>A step of the warm-up. It may be repeated, and has no effect that anything else can see.</summary>
public delegate Task WarmUpStep(IServiceProvider services, CancellationToken cancellationToken);

public static class WarmUpExtensions
{
    /// <summary>Adds a step that is run before the service is ready.</summary>
    public static void AddWarmUp(this IHostApplicationBuilder builder, WarmUpStep step) => builder.Services.AddSingleton(step);

    internal static void AddWarmUp(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WarmUp>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WarmUp>());
        builder.Services.AddHealthChecks().AddCheck<WarmUp>("warm-up", HealthStatus.Unhealthy, [Health.Ready]);
    }
}
