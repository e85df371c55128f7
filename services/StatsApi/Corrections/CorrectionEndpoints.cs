using Microsoft.AspNetCore.Http.HttpResults;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;
using StatsApi.Snapshots;
using StatsApi.Tables;

namespace StatsApi.Corrections;

internal static class CorrectionEndpoints
{
    public static void MapCorrections(this IEndpointRouteBuilder stats) => stats.MapGet("/corrections", GetCorrectionsAsync);

    private static async Task<Results<PageResult, ProblemResult>> GetCorrectionsAsync(
        HttpRequest request, PageReader pages, Cursors cursors, CancellationToken cancellationToken)
    {
        var parsed = QueryReader.Read(request.QueryString.Value, Allowed.OnCorrections);
        if (parsed.Errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(parsed.Errors));

        var query = parsed.Query;
        var scope = Scope.Of(query);
        var address = new PageAddress("corrections", null, query, scope.Tag);
        var after = query.Cursor is { } text ? cursors.Read(text, address.BoundTo) : null;
        if (query.Cursor is not null && after is null)
            return new ProblemResult(Problem.InvalidParameters([new("cursor", $"cursor {Cursors.Expected}.")]));

        return await pages.GetAsync(
            address,
            new CorrectionQuestion(scope, query, after),
            snapshot => new Content(
                snapshot.Answer.Entries,
                CorrectionJson.Default.Corrections,
                new Filters(query.Season, query.Competition, Since: query.Since?.ToString()),
                PaginationOf(snapshot, address, after, cursors),
                new Lifetime(snapshot.Answer.Named.All(scope, []), snapshot.Answer.Named.LastKickoff)),
            "corrections",
            cancellationToken);
    }

    private static Pagination PaginationOf(Snapshot<CorrectionList> snapshot, PageAddress address, Cursor? after, Cursors cursors)
    {
        var list = snapshot.Answer;
        var now = (Version: snapshot.Versions[0], snapshot.Generation);
        var first = after is null ? now : (after.Version, after.Generation);
        var next = list.HasMore
            ? cursors.Write(new Cursor(list.Entries[^1].Change, list.Entries[^1].MatchId, first.Version, first.Generation), address.BoundTo)
            : null;
        return new Pagination(list.TotalCount, list.HasMore, next, address.Query.Limit, Consistent: first == now);
    }
}
