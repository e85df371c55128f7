using Npgsql;
using Stats.Contracts;
using StatsApi.Database;

namespace StatsApi.MatchPages;

/// <summary>
/// Asks what a match would be by another result; null if its result isn't known. Before it is, nobody is shown what others predicted.
/// </summary>
internal sealed class WhatIfQuestion(string matchId, Goals result) : IQuestion<WhatIfPage?>
{
    private readonly MatchQuestion _match = new(matchId);

    public IEnumerable<NpgsqlBatchCommand> Ask() => _match.Ask();

    public async Task<WhatIfPage?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await _match.ReadAsync(reader, cancellationToken) is { } match ? WhatIf.Of(match, result) : null;
}
