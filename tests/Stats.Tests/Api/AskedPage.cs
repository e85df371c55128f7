using Stats.Contracts;

namespace Stats.Tests.Api;

/// <summary>A page with its filters, and the matches that it covers.</summary>
public sealed record AskedPage(string Path, string? MatchId, string? Season, string? CompetitionId, string? ClubId, bool? IsHome)
{
    private static readonly string?[] Seasons = [null, "c", "2015-16"];
    private static readonly string?[] Competitions = [null, "c", "c:d"];
    private static readonly string?[] Clubs = [null, "c", "d", "c:d"];

    /// <summary>All matches of a small world. Kinds share their ids, so a tag that mixes up two kinds is detected.</summary>
    public static IReadOnlyList<MatchCompleted> Revisions { get; } =
    [
        .. from competition in Competitions.Skip(1)
           from season in Seasons.Skip(1)
           from home in Clubs.Skip(1)
           from away in Clubs.Skip(1)
           where home != away
           select new MatchCompleted(
               "c", new Competition(competition, "League"), season, new Club(home, "Home"), new Club(away, "Away"),
               DateTimeOffset.UnixEpoch, new Score(new Goals(1, 0)), 1, DateTimeOffset.UnixEpoch.AddHours(2)),
    ];

    /// <summary>Every endpoint with every combination of the filters that select matches.</summary>
    public static IEnumerable<AskedPage> All() =>
    [
        .. Of("overall", Competitions, Clubs),
        .. Of("leaderboard", Competitions, Clubs),
        .. Of("models/c", Competitions, Clubs),
        .. Of("models/c/predictions", Competitions, Clubs),
        .. Of("models/c/history", Competitions, Clubs),
        .. Of("models/c/accuracy", Competitions, Clubs),
        .. Of("accuracy", Competitions, Clubs),
        .. Of("compare?models=c,d", Competitions, Clubs),
        .. Of("corrections", Competitions, [null]),
        .. Competitions.Skip(1).SelectMany(id => Of($"competition/{id}", [null], Clubs).Select(page => page with { CompetitionId = id })),
        .. Clubs.Skip(1).SelectMany(id =>
            Of($"club/{id}", Competitions, [null], venues: [null, true, false]).Select(page => page with { ClubId = id })),
        .. new[] { "c", "d" }.Select(id => new AskedPage($"matches/{id}", id, null, null, null, null)),
    ];

    /// <summary>Whether the page can depend on this revision of a match.</summary>
    public bool CanShow(MatchCompleted match) => MatchId is { } id
        ? id == match.MatchId
        : (Season is null || Season == match.Season)
            && (CompetitionId is null || CompetitionId == match.Competition.Id)
            && (ClubId is null || (IsHome != false && ClubId == match.HomeClub.Id) || (IsHome != true && ClubId == match.AwayClub.Id));

    /// <summary>Whether the match is of another season, of other clubs or, if the page names no club, of another league.</summary>
    public bool IsElsewhere(MatchCompleted match) => MatchId is { } id
        ? id != match.MatchId
        : (Season is not null && Season != match.Season)
            || (ClubId is { } club
                ? club != match.HomeClub.Id && club != match.AwayClub.Id
                : CompetitionId is not null && CompetitionId != match.Competition.Id);

    private static IEnumerable<AskedPage> Of(string endpoint, string?[] competitions, string?[] clubs, bool?[]? venues = null) =>
        from season in Seasons
        from competition in competitions
        from club in clubs
        from isHome in venues ?? (club is null ? [null] : [null, true, false])
        select new AskedPage($"{endpoint}{(endpoint.Contains('?') ? '&' : '?')}{Filters(season, competition, club, isHome)}", null, season, competition, club, isHome);

    private static string Filters(string? season, string? competition, string? club, bool? isHome) => string.Join('&', new[]
    {
        season is null ? null : $"season={season}",
        competition is null ? null : $"competition={competition}",
        club is null ? null : $"club={club}",
        isHome switch { true => "isHome=true", false => "isHome=false", null => null },
    }.OfType<string>());
}
