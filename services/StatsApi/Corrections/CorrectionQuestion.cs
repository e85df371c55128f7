using System.Text.Json;
using Npgsql;
using Stats.Contracts;
using Stats.Store.Corrections;
using StatsApi.Database;
using StatsApi.MatchPages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Corrections;

/// <summary>Reads one page of corrections, newest first.</summary>
internal sealed class CorrectionQuestion(PageQuery query, Cursor? after) : ListQuestion<CorrectionEntry>(TableScope.Of(query), query, after)
{
    // Corrections are numbered within their scope, so that only a count since a day reads rows.
    protected override NpgsqlBatchCommand Count()
    {
        var arguments = new Arguments();
        var tag = arguments.Add(Scope.Tag);
        if (Query.Since?.From is not null)
            return arguments.Command($"select count(*) from {From} where s.scope = {tag} and {Since(arguments)}");
        var before = Query.Since?.Change is { } change ? Last(tag, $"n <= {arguments.Add(change)}") : "0";
        return arguments.Command($"select {Last(tag, "true")} - {before}");

        static string Last(string tag, string condition) =>
            $"coalesce((select nth from stats.correction_scope where scope = {tag} and {condition} order by n desc limit 1), 0)";
    }

    protected override NpgsqlBatchCommand Rows(int limit)
    {
        var arguments = new Arguments();
        var tag = arguments.Add(Scope.Tag);
        var place = After is null ? "true" : $"s.n {Beyond(descending: true)} {arguments.Add((long)After.Value)}";
        return arguments.Command(
            $"""
            select c.n, c.match_id, c.at, c.event_ids, c.before::text, c.after::text, c.ranks_changed,
                (
                    select jsonb_object_agg(side.id, k.name)
                    from (values (c.before->>'homeClubId'), (c.before->>'awayClubId'), (c.after->>'homeClubId'), (c.after->>'awayClubId')) side (id)
                    cross join lateral (select name from stats.club where id = side.id offset 0) k
                )::text,
                (
                    select coalesce(jsonb_agg(r.change || jsonb_build_object('displayName', m.name) order by r.n), '[]')
                    from jsonb_array_elements(c.rank_changes) with ordinality as r (change, n)
                    join stats.model m on m.id = r.change->>'modelId'
                )::text,
                (
                    select jsonb_object_agg(side.id, k.name)
                    from (values (c.before->>'competitionId'), (c.after->>'competitionId')) side (id)
                    cross join lateral (select name from stats.competition where id = side.id offset 0) k
                )::text
            from {From}
            where s.scope = {tag} and {Since(arguments)} and {place}
            order by s.n {Direction(descending: true)}
            limit {arguments.Add(limit)}
            """);
    }

    private const string From = "stats.correction_scope s join stats.correction c on c.n = s.n";

    private string Since(Arguments arguments) => Query.Since switch
    {
        { Change: { } change } => $"s.n > {arguments.Add(change)}",
        { From: { } from } => $"c.at >= {arguments.Add(from)}",
        _ => "true",
    };

    protected override CorrectionEntry Read(NpgsqlDataReader reader)
    {
        var clubs = JsonSerializer.Deserialize(reader.GetString(7), CorrectionJson.Default.DictionaryStringString)!;
        var competitions = JsonSerializer.Deserialize(reader.GetString(9), CorrectionJson.Default.DictionaryStringString)!;
        return new CorrectionEntry(
            reader.GetInt64(0),
            reader.GetString(1),
            reader.GetDateTime(2),
            Show(CorrectedResult.Read(reader.GetString(4)), clubs, competitions),
            Show(CorrectedResult.Read(reader.GetString(5)), clubs, competitions),
            reader.GetFieldValue<Guid[]>(3),
            reader.GetInt32(6),
            JsonSerializer.Deserialize(reader.GetString(8), CorrectionJson.Default.IReadOnlyListRankChange)!);
    }

    private static ResultInForce Show(CorrectedResult result, Dictionary<string, string> clubs, Dictionary<string, string> competitions) => new(
        result.Revision,
        result.Voided ? "voided" : "completed",
        result.CompetitionId,
        result.Season,
        new Club(result.HomeClubId, clubs[result.HomeClubId]),
        new Club(result.AwayClubId, clubs[result.AwayClubId]),
        result.Kickoff.UtcDateTime,
        new Result(result.Score.RegularTime, result.Score.ExtraTime, result.Score.Penalties),
        new Competition(result.CompetitionId, competitions[result.CompetitionId]));
}
