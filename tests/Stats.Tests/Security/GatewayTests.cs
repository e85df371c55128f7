using System.Text.Json.Nodes;
using Stats.Tests.Deployment;

namespace Stats.Tests.Security;

/// <summary>The component gateway serves HTTPS alone, and tells browsers so.</summary>
public sealed class GatewayTests
{
    private static IEnumerable<CustomResource> Routes =>
        Overlay.Load(Overlay.Everything).All<CustomResource>().Where(item => item.Kind == "HTTPRoute");

    [Fact]
    public void Every_response_tells_browsers_to_use_HTTPS_for_a_year()
    {
        var rules = Routes.SelectMany(route => route.At("spec", "rules")!.AsArray())
            .Where(rule => rule!["backendRefs"] is not null)
            .ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Contains(
            "Strict-Transport-Security: max-age=31536000; includeSubDomains", rule!["filters"]!.AsArray().SelectMany(Headers)));
    }

    [Fact]
    public void Only_browsers_are_redirected_to_HTTPS_and_no_client_is_served_without_it()
    {
        foreach (var route in Routes)
        {
            var redirects = route.At("spec", "rules")!.AsArray().All(rule => (string?)rule!["filters"]?[0]?["type"] == "RequestRedirect");
            Assert.Equal(redirects ? "http" : "https", (string?)route.At("spec", "parentRefs", "0", "sectionName"));
            if (redirects)
                Assert.StartsWith("stats.", (string?)route.At("spec", "hostnames", "0"));
        }
    }

    private static IEnumerable<string> Headers(JsonNode? filter) =>
        (filter!["responseHeaderModifier"]?["set"]?.AsArray() ?? []).Select(header => $"{header!["name"]}: {header["value"]}");
}
