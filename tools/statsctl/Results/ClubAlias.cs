namespace Statsctl.Results;

/// <summary>A name that sources use for a club.</summary>
/// <param name="Id">The club's id in the system.</param>
/// <param name="DisplayName">The name in tables.</param>
internal sealed record ClubAlias(CompetitionPattern Competitions, string Name, string Id, string DisplayName);
