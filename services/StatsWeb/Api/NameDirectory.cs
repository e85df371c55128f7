namespace StatsWeb.Api;

/// <summary>The names of all models, clubs, competitions and seasons, for search, menus and the nearest match of an unknown id.</summary>
internal sealed class NameDirectory(StatsApiClient api)
{
    private const int PageSize = 100;

    // Enough for menus and suggestions; a list that is longer is cut.
    private const int MostPages = 20;

    public Task<IReadOnlyList<ListedModel>> ModelsAsync(CancellationToken cancellationToken) =>
        AllAsync<ListedModel>("models", cancellationToken);

    public Task<IReadOnlyList<ListedClub>> ClubsAsync(CancellationToken cancellationToken) =>
        AllAsync<ListedClub>("clubs", cancellationToken);

    public Task<IReadOnlyList<ListedCompetition>> CompetitionsAsync(CancellationToken cancellationToken) =>
        AllAsync<ListedCompetition>("competitions", cancellationToken);

    public Task<IReadOnlyList<ListedSeason>> SeasonsAsync(CancellationToken cancellationToken) =>
        AllAsync<ListedSeason>("seasons", cancellationToken);

    /// <summary>The latest matches; not all, which may be thousands.</summary>
    public async Task<IReadOnlyList<ListedMatch>> MatchesAsync(CancellationToken cancellationToken) =>
        await PagesAsync<ListedMatch>("matches", 5, cancellationToken);

    private Task<IReadOnlyList<T>> AllAsync<T>(string list, CancellationToken cancellationToken) =>
        PagesAsync<T>(list, MostPages, cancellationToken);

    private async Task<IReadOnlyList<T>> PagesAsync<T>(string list, int most, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        for (var (page, cursor) = (0, (string?)null); page < most; page++)
        {
            var path = $"{list}?limit={PageSize}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}";
            if (await api.GetAsync<IReadOnlyList<T>>(path, cancellationToken) is not { } answer)
                break;
            all.AddRange(answer.Data);
            cursor = answer.Meta.Pagination?.NextCursor;
            if (cursor is null)
                break;
        }
        return all;
    }
}
