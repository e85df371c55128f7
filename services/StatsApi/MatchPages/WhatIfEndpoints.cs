using Microsoft.AspNetCore.Http.HttpResults;
using Stats.Contracts;
using StatsApi.Database;
using StatsApi.OpenApi;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.MatchPages;

internal static class WhatIfEndpoints
{
    public static void MapWhatIf(this IEndpointRouteBuilder stats) => stats.MapPost("/matches/{id}/what-if", ScoreAsync)
        .DescribesPage<WhatIfPage>("Matches", "scoreWhatIf", "What the predictions of a match would earn with another result", Allowed.OnMatches)
        .WithDescription("Nothing of it is stored. A match whose result isn't known is a 404.")
        .Accepts<WhatIfRequest>("application/json")
        .MayRefuse(404, 413, 415);

    private static async Task<Results<UnkeptResult, ProblemResult>> ScoreAsync(
        string id, HttpRequest request, VersionWait snapshots, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Ids.IsValid(id))
            return new ProblemResult(Problem.UnknownId("match", id));
        var parsed = QueryReader.Read(request.QueryString.Value, Allowed.OnMatches);
        if (parsed.Errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(parsed.Errors));
        if (await BodyAsync(request, cancellationToken) is not { } bytes)
            return new ProblemResult(Problem.BodyTooLarge(WhatIfBody.MaxBytes));
        if (bytes.Length > 0 && !request.HasJsonContentType())
            return new ProblemResult(Problem.Of(StatusCodes.Status415UnsupportedMediaType));
        var body = WhatIfBody.Read(bytes);
        if (body.Errors.Count > 0)
            return new ProblemResult(Problem.InvalidBody(body.Errors));

        var tag = Tags.Match(id);
        var snapshot = await snapshots.ReadAsync([tag, Tags.Names], parsed.Query.MinVersion, new WhatIfQuestion(id, body.Result), cancellationToken);
        if (snapshot.Answer is not { } answer)
            return new ProblemResult(Problem.UnknownId("match", id));
        var content = new Content(answer, MatchJson.Default.WhatIfPage, Filters.None, Pagination: null, new Lifetime(Kept: false, null));
        return new UnkeptResult(Envelope.Write(content, tag, snapshot.Versions[0], time.GetUtcNow().UtcDateTime).Fresh);
    }

    /// <returns>Null if there is more than such a body can have.</returns>
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new byte[WhatIfBody.MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > WhatIfBody.MaxBytes)
            return null;
        return buffer.AsMemory(..length);
    }
}
