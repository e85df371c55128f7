using Npgsql;
using StatsApi.Corrections;
using StatsApi.MatchPages;
using StatsApi.ModelHistory;
using StatsApi.ModelPages;
using StatsApi.ModelPredictions;
using StatsApi.Queries;
using StatsApi.Tables;

namespace Stats.IntegrationTests.Store;

/// <summary>The queries that StatsApi runs for a page.</summary>
internal static class PageQuestions
{
    /// <param name="page">The part of the address after <c>/api/stats/</c>.</param>
    public static IEnumerable<NpgsqlBatchCommand> Of(string page)
    {
        var address = page.Split('?');
        var path = address[0].Split('/');
        // The page of a club has its id in the path and does not accept the parameter.
        var allowed = path[0] == "club" ? Parameter.All.Except([Parameter.Club]).ToArray() : Parameter.All;
        var parsed = QueryReader.Read(address.ElementAtOrDefault(1), allowed);
        Assert.Empty(parsed.Errors);
        var (query, scope) = (parsed.Query, StatsApi.Tables.TableScope.Of(parsed.Query));
        return path[0] switch
        {
            "overall" => new TableQuestion(scope, query, null).Ask(),
            "competition" => new TableQuestion(scope with { CompetitionId = path[1] }, query, null).Ask(),
            "club" => new TableQuestion(scope with { ClubId = path[1] }, query, null).Ask(),
            "models" when path.ElementAtOrDefault(2) == "history" => new ModelHistoryQuestion(path[1], scope, query.ByMatchday).Ask(),
            "models" when path.ElementAtOrDefault(2) == "predictions" => new ModelPredictionQuestion(path[1], scope, query, null).Ask(),
            "models" => new ModelQuestion(path[1], scope, query).Ask(),
            "matches" => new MatchQuestion(path[1]).Ask(),
            "corrections" => new CorrectionQuestion(query, null).Ask(),
            _ => throw new ArgumentOutOfRangeException(nameof(page), page, "no such page"),
        };
    }
}
