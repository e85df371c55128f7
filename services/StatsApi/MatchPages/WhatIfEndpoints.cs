using Microsoft.AspNetCore.Http.HttpResults;
using Stats.Contracts;
using StatsApi.Database;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.MatchPages;

internal static class WhatIfEndpoints
{
    private static readonly Parameter[] Parameters = [Parameter.MinVersion];

    public static void MapWhatIf(this IEndpointRouteBuilder stats) => stats.MapPost("/matches/{id}/what-if", ScoreAsync)
        .Takes(Parameters)
        .Describes("Matches", "scoreWhatIf", "The points of a match for another result")
        .Produces<Page<WhatIfPage>>()
        .WithDescription("Stores nothing. A match without a known result returns 404.")
        .Accepts<WhatIfRequest>("application/json")
        .MayRefuse(404, 413, 415);

    private static async Task<Results<FileContentHttpResult, ProblemResult>> ScoreAsync(
        string id, HttpRequest request, VersionWait snapshots, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Ids.IsValid(id))
            return new ProblemResult(Problem.UnknownId("match", id));
        var (query, errors) = QueryReader.Read(request.QueryString.Value, Parameters);
        if (errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(errors));
        if (await BodyAsync(request, cancellationToken) is not { } bytes)
            return new ProblemResult(Problem.BodyTooLarge(WhatIfBody.MaxBytes));
        if (bytes.Length > 0 && !request.HasJsonContentType())
            return new ProblemResult(Problem.Of(StatusCodes.Status415UnsupportedMediaType));
        var body = WhatIfBody.Read(bytes);
        if (body.Errors.Count > 0)
            return new ProblemResult(Problem.InvalidBody(body.Errors));

        var (tag, question) = (Tags.Match(id), new WhatIfQuestion(id, body.Result));
        var snapshot = await snapshots.ReadAsync([tag, Tags.Names], query.MinVersion, question, cancellationToken);
        if (snapshot.Answer is not { } answer)
            return new ProblemResult(Problem.UnknownId("match", id));
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var meta = new Meta(time.GetUtcNow().UtcDateTime, Cached: false, tag, snapshot.Versions[0], new Filters(), Pagination: null, UnknownIds: []);
        return TypedResults.Bytes(Envelope.Write(answer, MatchJson.Default.WhatIfPage, meta).Fresh, "application/json; charset=utf-8");
    }

    /// <returns>Null if the body is too long.</returns>
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[WhatIfBody.MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > WhatIfBody.MaxBytes)
            return null;
        return buffer.AsMemory(..length);
    }
}
