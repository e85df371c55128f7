namespace Statsctl.Results;

/// <summary>A match that the system holds.</summary>
/// <param name="Voided">Whether a void is in force, so that the match does not count.</param>
/// <param name="Revision">The revision in force, of a result or a void.</param>
/// <param name="Score">The score of the highest result.</param>
internal sealed record HeldMatch(
    string MatchId,
    string CompetitionId,
    string Season,
    Club HomeClub,
    Club AwayClub,
    DateTimeOffset Kickoff,
    bool Voided,
    int Revision,
    Score Score);

/// <summary>A club that has matches in a competition.</summary>
internal sealed record HeldClub(string CompetitionId, Club Club);

/// <summary>The content of the system in the competitions and seasons of some sources.</summary>
/// <param name="Matches">At least all matches of these seasons.</param>
/// <param name="Clubs">At least all clubs of these competitions, in any season.</param>
internal sealed record HeldResults(IReadOnlyList<HeldMatch> Matches, IReadOnlyList<HeldClub> Clubs)
{
    public static HeldResults None { get; } = new([], []);
}
