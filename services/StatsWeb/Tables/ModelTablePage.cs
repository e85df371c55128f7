using StatsWeb.Api;
using StatsWeb.Site;
using StatsWeb.Words;

namespace StatsWeb.Tables;

/// <summary>A page with a table of models: the leaderboard, a competition or a club.</summary>
public abstract class ModelTablePage : StatsPage
{
    private const int PageSize = 25;

    internal TableState State { get; private set; } = new();

    internal ModelTable? Table { get; private set; }

    internal AnswerMeta? Meta { get; private set; }

    internal IReadOnlyList<ListedSeason> Seasons { get; private set; } = [];

    internal IReadOnlyList<ListedCompetition> Competitions { get; private set; } = [];

    internal IReadOnlyList<ListedClub> Clubs { get; private set; } = [];

    /// <summary>The filters of the table's matches, with the id of the path.</summary>
    internal virtual IEnumerable<(string Name, string? Value)> MatchFilters => State.MatchFilters;

    /// <summary>The state of the page, from its address.</summary>
    internal virtual TableState ReadState() => TableState.Read(Http.Request.Query);

    /// <summary>Reads a table with the form of its models, and the choices of the filters.</summary>
    /// <returns>False if the id in the path is unknown.</returns>
    internal async Task<bool> LoadTableAsync(string path)
    {
        State = ReadState();
        var lists = LoadChoicesAsync();
        var models = await MatchingModelsAsync();
        if (models is { Count: 0 })
            (Table, Meta) = (new ModelTable([], 0, 0), null);
        else if (await ReadAsync<ModelTable>(Link.With(State.Query(path, PageSize, models), ("include", "form"))) is { } answer)
            (Table, Meta) = (answer.Data, answer.Meta);
        await lists;
        return Table is not null;
    }

    private async Task LoadChoicesAsync() =>
        (Seasons, Competitions, Clubs) =
            (await Directory.SeasonsAsync(Gone), await Directory.CompetitionsAsync(Gone), await Directory.ClubsAsync(Gone));

    // The models whose name has the searched text; null without a search.
    private async Task<IReadOnlyList<string>?> MatchingModelsAsync()
    {
        if (State.Search is null)
            return null;
        var matching = (await Directory.ModelsAsync(Gone))
            .Where(model => Has(model.DisplayName) || Has(model.ModelId) || Has(model.Provider));
        return [.. matching.Take(100).Select(model => model.ModelId)];
    }

    private bool Has(string name) => name.Contains(State.Search!, StringComparison.OrdinalIgnoreCase);
}
