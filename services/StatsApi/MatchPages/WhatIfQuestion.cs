using Npgsql;
using Stats.Contracts;
using Stats.Scoring;
using Stats.Store.Events;
using StatsApi.Snapshots;

namespace StatsApi.MatchPages;

/// <summary>Asks what a match would be by another result; null if nothing is known of it.</summary>
internal sealed class WhatIfQuestion(string matchId, Goals result) : IQuestion<WhatIfPage?>
{
    private readonly MatchQuestion _match = new(matchId);

    public IEnumerable<NpgsqlBatchCommand> Ask() => [OpenPredictions.Ask(matchId), Rules(), .. _match.Ask()];

    public async Task<WhatIfPage?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var open = await OpenPredictions.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rules = await reader.ReadAsync(cancellationToken)
            ? new ScoringRules(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3))
            : ScoringRules.Default;
        await reader.NextResultAsync(cancellationToken);
        return await _match.ReadAsync(reader, cancellationToken) is { } match ? WhatIf.Of(match, result)
            : open.Count > 0 ? WhatIf.Of(matchId, open, rules, result)
            : null;
    }

    // A match gets its rule with its first scoring. What is configured only ScoringService knows: the latest match shows it.
    private static NpgsqlBatchCommand Rules() => new(
        "select min_quota, max_quota, goal_difference_bonus, exact_score_bonus from stats.match order by kickoff desc, id desc limit 1");
}
