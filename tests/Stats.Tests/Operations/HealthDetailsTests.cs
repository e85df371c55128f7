using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults;

namespace Stats.Tests.Operations;

/// <summary>Every client may read the status. The checks name servers and queues, so they are not shown to every client.</summary>
public sealed class HealthDetailsTests
{
    [Theory]
    [InlineData("127.0.0.1", "", false, true)]
    [InlineData("::1", "", false, true)]
    [InlineData("::ffff:127.0.0.1", "", false, true)]
    [InlineData("10.0.0.7", "", false, false)]
    [InlineData("fd00::7", "", false, false)]
    [InlineData("127.0.0.1", "X-Forwarded-For", false, false)]
    [InlineData("127.0.0.1", "Forwarded", false, false)]
    [InlineData("10.0.0.7", "", true, true)]
    [InlineData("10.0.0.7", "X-Forwarded-For", true, true)]
    public async Task Checks_are_shown_to_local_and_to_authorized_clients(string address, string forwarded, bool mayRead, bool shown)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.AddHealth();
        builder.Services.AddHealthChecks().AddCheck("server", () => HealthCheckResult.Unhealthy("10.1.2.3 is away"), [Health.Ready]);
        await using var app = builder.Build();
        app.MapHealth(_ => mayRead);
        await app.StartAsync();

        var answer = await app.GetTestServer().SendAsync(request =>
        {
            request.Request.Path = Health.ReadyPath;
            request.Connection.RemoteIpAddress = IPAddress.Parse(address);
            if (forwarded.Length > 0)
                request.Request.Headers[forwarded] = "10.0.0.7";
        });
        var body = (await JsonNode.ParseAsync(answer.Response.Body))!.AsObject();
        Assert.Equal((503, "Unhealthy"), (answer.Response.StatusCode, (string?)body["status"]));
        Assert.Equal(shown ? ["status", "checks"] : ["status"], body.Select(member => member.Key));
    }
}
