using Stats.Contracts;
using Stats.Store.ReadModel;
using StatsApi.Queries;

namespace StatsApi.Tables;

/// <summary>The matches that a table is about.</summary>
internal sealed record TableScope(string? Season, string? CompetitionId, string? ClubId, bool? IsHome, DateOnly? From, DateOnly? To)
{
    public static TableScope Of(PageQuery query) =>
        new(query.Season, query.Competition, query.Club, query.IsHome, query.DateFrom, query.DateTo);

    /// <summary>What a page about it depends on.</summary>
    public string Tag => Tags.Scope(CompetitionId, ClubId, Season);

    /// <summary>Those of them that kicked off on this UTC day or later.</summary>
    public TableScope Since(DateOnly day) => this with { From = From > day ? From : day };

    /// <summary>Whether it is all matches, or all of a season: those of one day are then many, and there are running sums of them.</summary>
    public bool IsWhole => this is { CompetitionId: null, ClubId: null, From: null, To: null };

    /// <summary>Whether it is few matches of all: those of one competition or one club.</summary>
    public bool IsNarrow => CompetitionId is not null || ClubId is not null;

    /// <summary>Whether there are no running sums for tables of this scope, split like this.</summary>
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
