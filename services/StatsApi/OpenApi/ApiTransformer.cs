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
                How well models predict football matches, fresh the moment a match ends. A model is whoever predicts: a language model, a bookmaker, a
                formula, a person.

                ## Begin

                Send a key with every request: `Authorization: Bearer <key>`. Operators hand keys out; `./stats demo` prints its own.

                1. `/api/stats/competitions` lists the competitions with their seasons; `/seasons`, `/clubs`, `/models` and `/matches` list every other id.
                2. `/api/stats/competition/{id}?season=…` is the table of a league's season: it ranks the models. `/leaderboard` and `/overall` rank them in any
                   matches, `/club/{id}` in those of a club.
                3. `/api/stats/matches/{id}` explains every point, `/models/{id}` shows all of one model, `/stream` tells what changes.

                What an endpoint doesn't understand is a 400 that names it. Times are UTC.

                ## Pages

                Every page is `{ data, meta }`. `meta.scope` names what it depends on, for example `competition:en.1@2015-16`, and `meta.version` grows whenever
                that changes.

                A list has `limit` rows on a page. For the next page send `meta.pagination.nextCursor` as `cursor`, all else unchanged, or follow the header `Link`
                with `rel="next"`; the last page has neither. If `meta.pagination.consistent` is false, something changed since the first page: begin again if
                no row may be missing or there twice.

                Send the `ETag` of a page that you hold as `If-None-Match`: 304 says that it is still right. Browsers do that by themselves.

                ## Limits and errors

                A key has a number of requests a minute: 100, if its operator set no other. `RateLimit-Policy` has it as `q`, `RateLimit` what is left. Beyond it
                is a 429, with `Retry-After` in seconds.

                Errors are problem details (RFC 9457). Go by their `type`: `urn:stats:problem:` and a word, which is given with each status.

                ## Browsers

                Scripts of other websites may read the API if its operator allows their origin: `Cors__Origins__0=https://www.example.com`. Whoever opens a
                website can read the key that it sends: give it one of its own.
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
