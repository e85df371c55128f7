using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StatsApi.OpenApi;

/// <summary>
/// The description of the API, generated at the first request and kept: generating it takes 100 ms of CPU time, and requests for it need no
/// key and have no limit.
/// </summary>
internal sealed class Description([FromKeyedServices(Description.Name)] IOpenApiDocumentProvider documents)
{
    public const string Name = "v1";
    public const string Path = $"/openapi/{Name}.json";
    public const string ContentType = "application/json; charset=utf-8";

    private readonly Lazy<Task<byte[]>> _json = new(() => MakeAsync(documents));

    public Task<byte[]> Json => _json.Value;

    private static async Task<byte[]> MakeAsync(IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync(CancellationToken.None);
        using var json = new MemoryStream();
        await document.SerializeAsJsonAsync(json, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        return json.ToArray();
    }
}
