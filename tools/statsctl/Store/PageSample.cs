using Npgsql;
using Stats.Store;
using Stats.Store.ReadModel;
using Stats.Store.Rebuilding;

namespace Statsctl.Store;

/// <summary>Expected pages of the API, from the tables of a verification.</summary>
internal sealed class PageSample(NpgsqlConnection connection)
{
    private const int Limit = 100;

    public async Task<IReadOnlyList<ExpectedPage>> TakeAsync(int count, int seed, CancellationToken cancellationToken)
    {
        var pages = new List<ExpectedPage>();
        var scopes = await connection.ListAsync(
            $"""
            select scope, season from {ShadowReadModel.Temporary}.standing
            where scope not like '{RunningSums.Days(null)}%' and scope not like '%@{RunningSums.DayPrefix}%'
            group by scope, season
            order by md5(scope || '@' || season || $1::text)
            limit $2
            """,
            row => (Scope: row.GetString(0), Season: row.GetString(1)),
            cancellationToken,
            seed,
            count - count / 2);
        foreach (var (scope, season) in scopes)
            pages.Add(await TableAsync(scope, season, cancellationToken));
        var matches = await connection.ListAsync(
            $"select id from {ShadowReadModel.Temporary}.match order by md5(id || $1::text) limit $2", row => row.GetString(0), cancellationToken, seed, count / 2);
        foreach (var match in matches)
            pages.Add(await MatchAsync(match, cancellationToken));
        return pages;
    }

    // The first page of the table, by average points, with every exact number.
    private async Task<ExpectedPage> TableAsync(string scope, string season, CancellationToken cancellationToken)
    {
        var named = season == RunningSums.AllSeasons ? null : season;
        var (kind, tag, wrapped) = scope switch
        {
            _ when IdOf(scope, Tags.Scope("", null, null)) is { } id => ($"competition/{id}", Tags.Scope(id, null, named), true),
            _ when IdOf(scope, Tags.Scope(null, "", null)) is { } id => id.Split(RunningSums.Within("")) is [var club, var competition]
                ? ($"club/{club}?competition={competition}", Tags.Scope(null, club, null), true)
                : ($"club/{id}", Tags.Scope(null, id, named), true),
            _ => ("leaderboard", Tags.Scope(null, null, named), false),
        };
        var rows = await connection.ScalarAsync<string>(
            $"""
            select coalesce(jsonb_agg(jsonb_build_object(
                'rank', rank, 'modelId', model_id, 'totalPredictions', predictions, 'scoredPredictions', scored, 'totalPoints', points,
                'exactScores', exact, 'correctTendencies', tendencies, 'correctGoalDifferences', differences) order by rank, model_id), '[]')::text
            from (
                select *, {Ranks.By("scope", Ranks.Average("points", "scored"))} as rank
                from (
                    select scope, model_id, sum(total_predictions) as predictions, sum(scored_predictions) as scored, sum(total_points) as points,
                        sum(exact_scores) as exact, sum(correct_tendencies) as tendencies, sum(correct_differences) as differences
                    from {ShadowReadModel.Temporary}.standing
                    where scope = $1 and season = $2
                    group by scope, model_id
                ) sums
                where scored > 0
                order by rank, model_id
                limit {Limit}
            ) ranked
            """,
            cancellationToken,
            scope,
            season);
        var query = $"{(kind.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={Limit}{(named is null ? "" : $"&season={Uri.EscapeDataString(named)}")}";
        return new ExpectedPage(kind + query, await VersionAsync(tag, cancellationToken), wrapped ? $$"""{"models":{{rows}}}""" : rows);
    }

    private async Task<ExpectedPage> MatchAsync(string id, CancellationToken cancellationToken)
    {
        var data = await connection.ScalarAsync<string>(
            $"""
            select jsonb_build_object(
                'matchId', id, 'competitionId', competition_id, 'season', season, 'revision', revision,
                'status', case when voided then 'voided' else 'completed' end,
                'result', jsonb_build_object('regularTime', jsonb_build_object('home', home_goals, 'away', away_goals)),
                'quotas', jsonb_build_object('home', quota_home, 'draw', quota_draw, 'away', quota_away),
                'predictions', (
                    select coalesce(jsonb_agg(jsonb_build_object(
                        'modelId', model_id, 'homeGoals', p.home_goals, 'awayGoals', p.away_goals, 'late', late, 'totalPoints', total_points)
                        order by model_id, submitted_at, p.home_goals, p.away_goals), '[]')
                    from {ShadowReadModel.Temporary}.prediction p where match_id = id))::text
            from {ShadowReadModel.Temporary}.match
            where id = $1
            """,
            cancellationToken,
            id);
        return new ExpectedPage($"matches/{id}", await VersionAsync(Tags.Match(id), cancellationToken), data);
    }

    private static string? IdOf(string scope, string kind) => scope.StartsWith(kind, StringComparison.Ordinal) ? scope[kind.Length..] : null;

    private Task<long> VersionAsync(string tag, CancellationToken cancellationToken) =>
        connection.ScalarAsync<long>("select coalesce(max(version), 0) from stats.tag_version where tag = $1", cancellationToken, tag);
}

/// <summary>The expected content of a page.</summary>
/// <param name="Path">Its path, after <c>/api/stats/</c>.</param>
/// <param name="Version">The version of its scope at which this content is right.</param>
/// <param name="Data">JSON whose members must all be in the page's <c>data</c>.</param>
public sealed record ExpectedPage(string Path, long Version, string Data);
