using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using Stats.Tests.Deployment;
using StatsWeb.Api;

namespace Stats.Tests.Security;

/// <summary>StatsWeb's headers and its cookie. Browser tests show that its pages work with them.</summary>
[Collection(PodEnvironment.Collection)]
public sealed class WebHeadersTests
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Api__Address"] = "http://127.0.0.1:1",
        ["Api__Key"] = "none",
        ["Operations__Password"] = "0123456789",
    };

    [Theory]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/operations", HttpStatusCode.Unauthorized)]
    [InlineData("/theme?to=dark&back=//example.com", HttpStatusCode.Redirect)]
    public async Task Every_response_forbids_foreign_scripts_frames_and_sniffing(string path, HttpStatusCode status)
    {
        using var response = await GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        var policy = Header(response, "Content-Security-Policy");
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal(("nosniff", "same-origin"), (Header(response, "X-Content-Type-Options"), Header(response, "Referrer-Policy")));
    }

    [Fact]
    public async Task The_only_cookie_is_not_for_scripts_or_other_sites_and_the_redirect_stays_here()
    {
        using var response = await GetAsync("/theme?to=dark&back=//example.com");

        var cookie = Header(response, "Set-Cookie");
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/", response.Headers.Location?.ToString());
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    private static async Task<HttpResponseMessage> GetAsync(string path)
    {
        await using var original = new WebApplicationFactory<ApiOptions>();
        await using var factory = original.WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production");
            host.ConfigureLogging(logging => logging.ClearProviders());
        });
        using var environment = new PodEnvironment(Settings);
        using var http = factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        return await http.GetAsync(path);
    }
}
