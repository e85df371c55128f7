using Microsoft.AspNetCore.Http.HttpResults;
using StatsApi.OpenApi;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Corrections;

internal static class CorrectionEndpoints
{
    private const string News =
        """
        Changed results, voids and revivals of results that were known, with the ranks that each changed. To be told only what is new, keep
        `meta.version` of a page without filters, and send it as `since` the next time.
        """;

    public static void MapCorrections(this IEndpointRouteBuilder stats) => stats.MapGet("/corrections", GetCorrectionsAsync)
        .DescribesPage<IReadOnlyList<CorrectionEntry>>("Matches", "getCorrections", "Results that were corrected, the latest first", Allowed.OnCorrections)
        .WithDescription(News);

    private static async Task<Results<PageResult, ProblemResult>> GetCorrectionsAsync(
        HttpRequest request, PageReader pages, Paging paging, CancellationToken cancellationToken)
    {
        var parsed = QueryReader.Read(request.QueryString.Value, Allowed.OnCorrections);
        if (parsed.Errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(parsed.Errors));

        var query = parsed.Query;
        var scope = TableScope.Of(query);
        var address = new PageAddress("corrections", null, query, scope.Tag);
        if (!paging.TryRead(address, out var after))
            return new ProblemResult(Problem.InvalidCursor());

        return await pages.GetAsync(
            request,
            address,
            new CorrectionQuestion(scope, query, after),
            snapshot => new Content(
                snapshot.Answer.Entries,
                CorrectionJson.Default.Corrections,
                new Filters(query.Season, query.Competition, Since: query.Since?.ToString()),
                paging.Of(snapshot, address, after, snapshot.Answer.TotalCount, snapshot.Answer.Last),
                new Lifetime(snapshot.Answer.Named.All(scope, []), snapshot.Answer.Named.LastKickoff)),
            "corrections",
            cancellationToken);
    }
}
