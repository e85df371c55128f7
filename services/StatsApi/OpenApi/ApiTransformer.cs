using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace StatsApi.OpenApi;

/// <summary>Adds the API's description, its tags and its security scheme.</summary>
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
                How well models predict football matches, updated the moment a match ends. A model is a forecaster: a language model, a
                bookmaker, a formula, a person.

                ## Getting started

                Send a key with every request: `Authorization: Bearer <key>`. Operators issue keys; `./stats demo` prints its own.

                1. `/api/stats/competitions` lists the competitions with their seasons; `/seasons`, `/clubs`, `/models` and `/matches` list
                   the other ids.
                2. `/api/stats/competitions/{id}?season=…` ranks the models in a season of a league, `/leaderboard` and `/overall` in any
                   matches, `/clubs/{id}` in the matches of a club.
                3. `/api/stats/matches/{id}` shows the calculation of all points, `/models/{id}` one model, `/compare` several, `/stream`
                   the changes.

                An unknown parameter returns 400 and is named in the response; an empty value is as if it were absent. An unknown id in a
                filter leaves the page empty and is named in `meta.unknownIds`. Times are UTC.

                ## Pages

                Every page is `{ data, meta }`. `meta.scope` names the scope that it depends on, for example `competition:en.1@2015-16`.
                `meta.version` rises whenever the scope changes.

                A list has `limit` rows per page. For the next page, send `meta.pagination.nextCursor` as `cursor` and change no other
                parameter, or follow the header `Link` with `rel="next"`; the last page has neither. If `meta.pagination.consistent` is
                false, the data has changed since the first page: rows may be missing or repeated.

                Send the `ETag` of a page as `If-None-Match`: 304 means that the page is still current. Browsers do this automatically.

                ## Limits and errors

                A key has 100 requests per minute, unless the operator set another limit. `RateLimit-Policy` has the limit (`q`),
                `RateLimit` the rest (`r`). Further requests return 429 with `Retry-After` in seconds.

                Errors are problem details (RFC 9457). Their `type` is stable: `urn:stats:problem:` and a word, listed with each status.

                ## Browsers

                Scripts of other websites may read the API if the operator allows their origin: `Cors__Origins__0=https://www.example.com`.
                Visitors can read the key that a website sends, so give each website its own key.
                """,
        };
        // HEAD is GET without the body.
        foreach (var path in document.Paths.Values)
            path.Operations?.Remove(HttpMethod.Head);
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Lists", Description = "The ids for paths and filters." },
            new() { Name = "Tables", Description = "The models, ranked by their predictions." },
            new() { Name = "Models", Description = "One model, and several side by side." },
            new() { Name = "Matches", Description = "Points and corrections." },
            new() { Name = "Live updates", Description = "Changes as they happen." },
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A key with the scope `stats:read`, issued by an operator.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
