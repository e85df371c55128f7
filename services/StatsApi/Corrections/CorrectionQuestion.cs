using System.Text.Json;
using Npgsql;
using Stats.Contracts;
using Stats.Store.Corrections;
using StatsApi.Database;
using StatsApi.MatchPages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Corrections;

/// <summary>Asks for one page of the log of corrections, newest first.</summary>
internal sealed class CorrectionQuestion(TableScope scope, PageQuery query, Cursor? after) : IQuestion<CorrectionList>
{
    public IEnumerable<NpgsqlBatchCommand> Ask() => [NamedIds.Ask(scope, []), Count(), Entries()];

    public async Task<CorrectionList> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var named = await NamedIds.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var count = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var entries = new List<CorrectionEntry>();
        while (await reader.ReadAsync(cancellationToken))
            entries.Add(Read(reader));
        var hasMore = entries.Count > query.Limit;
        return new CorrectionList(named, count, hasMore ? entries[..query.Limit] : entries, hasMore);
    }

    // Corrections are numbered within their scope, but not by day.
    private NpgsqlBatchCommand Count()
    {
        var arguments = new Arguments();
        var tag = arguments.Add(scope.Tag);
        return query.Since?.Day is not null
            ? arguments.Command($"select count(*) from {From} where s.scope = {tag} and {Since(arguments)}")
            : arguments.Command($"select {Last(tag, "true")} - {(query.Since?.Change is { } change ? Last(tag, $"n <= {arguments.Add(change)}") : "0")}");

        static string Last(string tag, string condition) =>
            $"coalesce((select nth from stats.correction_scope where scope = {tag} and {condition} order by n desc limit 1), 0)";
    }

    // One more than the page holds tells whether there is a next one.
    private NpgsqlBatchCommand Entries()
    {
        var arguments = new Arguments();
        var tag = arguments.Add(scope.Tag);
        var place = after is null ? "true" : $"s.n < {arguments.Add((long)after.Value)}";
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
                )::text
            from {From}
            where s.scope = {tag} and {Since(arguments)} and {place}
            order by s.n desc
            limit {arguments.Add(query.Limit + 1)}
            """);
    }

    private const string From = "stats.correction_scope s join stats.correction c on c.n = s.n";

    private string Since(Arguments arguments) => query.Since switch
    {
        { Change: { } change } => $"s.n > {arguments.Add(change)}",
        { Day: { } day } => $"c.at >= {arguments.Add(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc))}",
        _ => "true",
    };

    private static CorrectionEntry Read(NpgsqlDataReader reader)
    {
        var clubs = JsonSerializer.Deserialize(reader.GetString(7), CorrectionJson.Default.DictionaryStringString)!;
        return new CorrectionEntry(
            reader.GetInt64(0),
            reader.GetString(1),
            reader.GetDateTime(2),
            Show(CorrectedResult.Read(reader.GetString(4)), clubs),
            Show(CorrectedResult.Read(reader.GetString(5)), clubs),
            reader.GetFieldValue<Guid[]>(3),
            reader.GetInt32(6),
            JsonSerializer.Deserialize(reader.GetString(8), CorrectionJson.Default.IReadOnlyListRankChange)!);
    }

    private static ResultInForce Show(CorrectedResult result, Dictionary<string, string> clubs) => new(
        result.Revision,
        result.Voided ? "voided" : "completed",
        result.CompetitionId,
        result.Season,
        new Club(result.HomeClubId, clubs[result.HomeClubId]),
        new Club(result.AwayClubId, clubs[result.AwayClubId]),
        result.Kickoff.UtcDateTime,
        new Result(result.Score.RegularTime, result.Score.ExtraTime, result.Score.Penalties));
}
