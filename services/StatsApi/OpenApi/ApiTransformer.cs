using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StatsApi.OpenApi;

/// <summary>Says what the API as a whole is, and how one gets in.</summary>
internal sealed class ApiTransformer : IOpenApiDocumentTransformer
{
    private const string Scheme = "key";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Stats API",
            Version = "1",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            Description =
                """
                How well models predict football matches, fresh the moment a match ends.

                Begin with `/api/stats/seasons`, `/competitions`, `/clubs`, `/models` and `/matches`: they list every id that the others take.
                `/leaderboard` and the other tables rank the models; `/matches/{id}` explains every point.

                Every page comes as `data` with a `meta` that names its scope and that scope's version. Lists go on at
                `meta.pagination.nextCursor`. Errors are problem details (RFC 9457); programs go by their `type`.
                """,
        };
        // HEAD is GET without the body.
        foreach (var path in document.Paths.Values)
            path.Operations?.Remove(HttpMethod.Head);
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Lists", Description = "What there is: every id that other pages take." },
            new() { Name = "Tables", Description = "The models, ranked by what their predictions were worth." },
            new() { Name = "Matches", Description = "Where the points come from." },
            new() { Name = "Live updates", Description = "What changes, the moment it does." },
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key with the scope `stats:read`, as its operator hands it out.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
