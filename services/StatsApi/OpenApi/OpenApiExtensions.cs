using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace StatsApi.OpenApi;

internal static class OpenApiExtensions
{
    public static void AddApiDescription(this WebApplicationBuilder builder)
    {
        // Numbers are never strings. Only the description uses these options: bodies have their own serializer contexts.
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.Services.AddSingleton<Description>();
        builder.Services.AddOpenApi(Description.Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            // The envelope of a page is described inline.
            options.CreateSchemaReferenceId = type => IsPage(type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            options.AddDocumentTransformer<ApiTransformer>();
            options.AddOperationTransformer<QueryTransformer>();
            options.AddOperationTransformer<ExampleTransformer>();
            options.AddSchemaTransformer<BodyTransformer>();
        });
    }

    /// <summary>Maps the description to <c>/openapi/v1.json</c>, and <c>/docs</c> to read and try it. None needs a key.</summary>
    public static void MapApiDescription(this WebApplication app)
    {
        app.MapGet(Description.Path, async (Description description) => Results.Bytes(await description.Json, Description.ContentType))
            .ExcludeFromDescription();
        app.MapGet("/", () => Results.LocalRedirect("~/docs")).ExcludeFromDescription();
        // The page loads nothing from other hosts.
        app.MapScalarApiReference("/docs", (docs, context) => docs
            .WithTitle("Stats API")
            .WithNonce(DocsPolicy.Write(context.Response.Headers))
            .DisableDefaultFonts()
            .DisableAgent()
            .HideDeveloperTools()
            // The button leads to a site that can't reach this one.
            .HideClientButton()
            // The list of schemas is called Models, which are forecasters here. Each operation shows its own schemas.
            .HideModels());
    }

    private static bool IsPage(JsonTypeInfo type) => type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(Page<>);
}
