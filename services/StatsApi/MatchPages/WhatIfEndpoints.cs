using Microsoft.AspNetCore.Http.HttpResults;

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

        var tag = Tags.Match(id);
        var snapshot = await snapshots.ReadAsync([tag, Tags.Names], query.MinVersion, new MatchQuestion(id), cancellationToken);
        // Predictions are hidden until the result is known.
        if (snapshot.Answer is not { } match)
            return new ProblemResult(Problem.UnknownId("match", id));
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var meta = new Meta(
            time.GetUtcNow().UtcDateTime, Cached: false, tag, snapshot.Versions[0], new Filters(), Pagination: null, UnknownIds: []);
        var answer = Envelope.Write(WhatIf.Of(match, body.Result), MatchJson.Default.WhatIfPage, meta);
        return TypedResults.Bytes(answer.Fresh, "application/json; charset=utf-8");
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
