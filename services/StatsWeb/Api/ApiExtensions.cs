using System.Net.Http.Headers;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace StatsWeb.Api;

internal static class ApiExtensions
{
    public static void AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<ApiOptions>(ApiOptions.Section);
        services.AddSingleton<IValidateOptions<ApiOptions>, PublishedKeyCheck>();
        services.AddSingleton<AnswerCache>();
        services.AddSingleton<ApiDiagnostics>();
        services.AddSingleton<StatsApiClient>();
        services.AddSingleton<NameDirectory>();
        services.AddHttpClient(StatsApiClient.Name, (provider, http) =>
        {
            Authorize(http, provider.GetRequiredService<IOptions<ApiOptions>>().Value);
            http.Timeout = provider.GetRequiredService<IOptions<ApiOptions>>().Value.Timeout;
        }).RemoveAllLoggers();
        // Pages say themselves that StatsApi is away, so such a replica still gets requests.
        builder.AddReadiness(
            "stats-api",
            "StatsApi",
            HealthStatus.Degraded,
            provider => new ApiCheck(provider.GetRequiredService<IHttpClientFactory>()));
    }

    /// <summary>Sets the address and the key.</summary>
    public static void Authorize(HttpClient http, ApiOptions options)
    {
        http.BaseAddress = new Uri(options.Address.TrimEnd('/') + "/");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
    }
}

/// <summary>Whether StatsApi answers and is ready.</summary>
internal sealed class ApiCheck(IHttpClientFactory factory) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var response = await factory.CreateClient(StatsApiClient.Name).GetAsync("health/ready", cancellationToken);
        return response.IsSuccessStatusCode
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(
                context.Registration.FailureStatus, $"StatsApi answered {(int)response.StatusCode}: see its /health/ready");
    }
}
