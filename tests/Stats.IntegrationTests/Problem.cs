using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stats.IntegrationTests;

/// <summary>Problem details (RFC 9457) of the API: every error response has a type, the status, a title and the trace.</summary>
internal static class Problem
{
    /// <summary>Checks that a response is problem details, and returns them.</summary>
    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode? status = null)
    {
        var request = $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}";
        request = request.Length > 300 ? request[..300] : request;
        Assert.Equal((request, status ?? response.StatusCode), (request, response.StatusCode));
        var body = await response.Content.ReadAsStringAsync();
        var fault = FaultOf((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body);
        Assert.True(fault is null, $"{request}: {fault}");
        return JsonNode.Parse(body)!;
    }

    /// <returns>Null if the response is problem details, otherwise the response.</returns>
    public static string? FaultOf(int status, string? mediaType, string body)
    {
        try
        {
            return mediaType == "application/problem+json" && JsonNode.Parse(body) is { } json
                && (int?)json["status"] == status
                && ((string?)json["type"])?.StartsWith("urn:stats:problem:", StringComparison.Ordinal) == true
                && !string.IsNullOrEmpty((string?)json["title"])
                && !string.IsNullOrEmpty((string?)json["traceId"])
                    ? null
                    : $"{status} {mediaType} {body}";
        }
        catch (JsonException)
        {
            return $"{status} {mediaType} {body}";
        }
    }
}
