using Statsctl.Results.Sources;

namespace Statsctl.Results;

/// <summary>The differences between sources and the system. A pure function of both: it neither reads nor publishes.</summary>
/// <param name="Changes">By competition, season and kickoff.</param>
/// <param name="Unchanged">The matches that the system already holds like this.</param>
/// <param name="Skipped">Matches of the sources without a result to publish, and matches that only the system has.</param>
/// <param name="Refused">Matches that must not be published. An operator publishes nothing of a plan that has some.</param>
/// <param name="Warnings">Doubts about the sources.</param>
internal sealed record ResultsPlan(
    IReadOnlyList<PlannedChange> Changes,
    int Unchanged,
    IReadOnlyList<LeftOut> Skipped,
    IReadOnlyList<LeftOut> Refused,
    IReadOnlyList<PlanWarning> Warnings)
{
    /// <summary>The fixtures of the sources that are yet to be played, by competition, season and kickoff.</summary>
    public IReadOnlyList<ComingMatch> Coming { get; init; } = [];

    public int Count(ChangeKind kind) => Changes.Count(change => change.Kind == kind);

    /// <param name="sources">One for each competition and season.</param>
    public static ResultsPlan Of(IReadOnlyList<SourceSeason> sources, HeldResults held, PlanOptions options)
    {
        var draft = new PlanDraft(options.Strict);
        var ids = new MatchIds(held.Matches.Select(match => match.MatchId));
        var matches = held.Matches.ToLookup(match => (match.CompetitionId, match.Season));
        var clubs = held.Clubs.ToLookup(club => club.CompetitionId, club => club.Club);
        var inOrder = sources
            .OrderBy(source => source.Competition.Id, StringComparer.Ordinal)
            .ThenBy(source => source.Season, StringComparer.Ordinal);
        foreach (var source in inOrder)
        {
            var ofSeason = matches[(source.Competition.Id, source.Season)].ToArray();
            var clubIds = new ClubIds(
                source.Competition.Id,
                options.GivenAliases,
                options.ShippedAliases,
                ofSeason.SelectMany(match => new[] { match.HomeClub, match.AwayClub }).Distinct(),
                clubs[source.Competition.Id]);
            new SeasonPlan(source, ofSeason, clubIds, ids, options, draft).Make();
        }
        return draft.Done();
    }
}
