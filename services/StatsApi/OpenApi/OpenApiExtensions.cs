using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using StatsApi.Pages;

namespace StatsApi.OpenApi;

internal static class OpenApiExtensions
{
    public static void AddApiDescription(this WebApplicationBuilder builder)
    {
        // Bodies are written by their own contexts. Only the description goes by these options: numbers are never strings.
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.Services.AddSingleton<Description>();
        builder.Services.AddOpenApi(Description.Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            // A page's envelope is shown where it is used.
            options.CreateSchemaReferenceId = type => IsPage(type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
            options.AddDocumentTransformer<ApiTransformer>();
            options.AddOperationTransformer<QueryTransformer>();
            options.AddOperationTransformer<ExampleTransformer>();
            options.AddSchemaTransformer<BodyTransformer>();
        });
    }

    /// <summary>The description at <c>/openapi/v1.json</c>, and a page to read and try it at <c>/docs</c>, where <c>/</c> leads. None needs a key.</summary>
    public static void MapApiDescription(this WebApplication app)
    {
        app.MapGet(Description.Path, async (Description description) => Results.Bytes(await description.Json, Description.ContentType))
            .ExcludeFromDescription();
        app.MapGet("/", () => Results.LocalRedirect("~/docs")).ExcludeFromDescription();
        // Everything that the page needs comes from here.
        app.MapScalarApiReference("/docs", (docs, context) => docs
            .WithTitle("Stats API")
            .WithNonce(DocsPolicy.Write(context.Response.Headers))
            .DisableDefaultFonts()
            .DisableAgent()
            .HideDeveloperTools()
            // It leads to a site that can't reach this one.
            .HideClientButton()
            // It lists schemas under a name that means forecasters here. Each operation shows its own.
            .HideModels());
    }

    private static bool IsPage(JsonTypeInfo type) => type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(Page<>);
}
