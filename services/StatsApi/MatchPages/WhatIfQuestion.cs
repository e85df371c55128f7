namespace StatsApi.MatchPages;

/// <summary>Scores a match with another result; null if its result isn't known, because predictions are hidden until then.</summary>
internal sealed class WhatIfQuestion(string matchId, Goals result) : IQuestion<WhatIfPage?>
{
    private readonly MatchQuestion _match = new(matchId);

    public IEnumerable<NpgsqlBatchCommand> Ask() => _match.Ask();

    public async Task<WhatIfPage?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await _match.ReadAsync(reader, cancellationToken) is { } match ? WhatIf.Of(match, result) : null;
}
