namespace Statsctl.Results.Sources;

/// <summary>A competition that several sources have under names of their own.</summary>
/// <param name="Id">The name of its files in football.json.</param>
/// <param name="Name">The title of its files in football.json, without the season.</param>
/// <param name="Division">The <c>Div</c> of football-data.co.uk; null if it has none.</param>
/// <param name="Country">The <c>Country</c> in football-data.co.uk's layout for other leagues; null if it has none.</param>
/// <param name="OpenLigaDb">The shortcut of OpenLigaDB; null if it has none.</param>
/// <param name="FootballDataOrg">The code of football-data.org; null if it has none.</param>
/// <param name="Earlier">The title of its older files; null if that is the same.</param>
internal sealed record KnownLeague(
    string Id,
    string Name,
    string? Division = null,
    string? Country = null,
    string? OpenLigaDb = null,
    string? FootballDataOrg = null,
    string? Earlier = null)
{
    public Competition Competition => new(Id, Name);
}
