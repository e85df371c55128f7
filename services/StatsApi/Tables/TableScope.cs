using Stats.Store.ReadModel;

namespace StatsApi.Tables;

/// <summary>The matches that a table covers.</summary>
internal sealed record TableScope(string? Season, string? CompetitionId, string? ClubId, bool? IsHome, DateOnly? From, DateOnly? To)
{
    public static TableScope Of(PageQuery query) =>
        new(query.Season, query.Competition, query.Club, query.IsHome, query.DateFrom, query.DateTo);

    /// <summary>The tag that its pages depend on.</summary>
    public string Tag => Tags.Scope(CompetitionId, ClubId, Season);

    /// <summary>The matches of the scope that kicked off on this UTC day or later.</summary>
    public TableScope Since(DateOnly day) => this with { From = From > day ? From : day };

    /// <summary>Whether the scope is all matches, or all of a season. Its days may have many matches, so they have running sums.</summary>
    public bool IsWhole => this is { CompetitionId: null, ClubId: null, From: null, To: null };

    /// <summary>Whether the scope is one competition or one club, so a small part of all matches.</summary>
    public bool IsNarrow => CompetitionId is not null || ClubId is not null;

    /// <summary>Whether there are no running sums for the tables of this scope and split.</summary>
    public bool NeedsFacts(Split split) => From is not null || To is not null || !RunningSums.Exist(
        ofCompetition: CompetitionId is not null || split == Split.Competitions,
        ofClub: ClubId is not null || split == Split.Clubs,
        bySeason: Season is not null);
}

/// <summary>Which tables a scope is split into.</summary>
internal enum Split
{
    /// <summary>One table.</summary>
    None,

    /// <summary>One for each competition.</summary>
    Competitions,

    /// <summary>One for each club at home, and one away.</summary>
    Clubs,
}
