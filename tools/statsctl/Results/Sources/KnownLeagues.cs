using System.Collections.Frozen;

namespace Statsctl.Results.Sources;

/// <summary>
/// One list of the competitions' ids, names and codes, so that all sources agree. Sources: https://github.com/openfootball/football.json,
/// https://www.football-data.co.uk/notes.txt, https://github.com/OpenLigaDB/OpenLigaDB-Samples and
/// https://docs.football-data.org/general/v4/lookup_tables.html
/// </summary>
internal static class KnownLeagues
{
    private static readonly KnownLeague[] All =
    [
        new("en.1", "English Premier League", Division: "E0", FootballDataOrg: "PL"),
        new("en.2", "English Championship", Division: "E1", FootballDataOrg: "ELC"),
        new("en.3", "English League One", Division: "E2"),
        new("en.4", "English League Two", Division: "E3"),
        new("en.5", "English National League", Division: "EC"),
        new("sco.1", "Scottish Premiership", Division: "SC0"),
        new("sco.2", "Scottish Championship", Division: "SC1"),
        new("sco.3", "Scottish League One", Division: "SC2"),
        new("sco.4", "Scottish League Two", Division: "SC3"),
        new("de.1", "Deutsche Bundesliga", Division: "D1", OpenLigaDb: "bl1", FootballDataOrg: "BL1"),
        new("de.2", "Deutsche 2. Bundesliga", Division: "D2", OpenLigaDb: "bl2", FootballDataOrg: "BL2"),
        new("de.3", "Deutsche 3. Liga", OpenLigaDb: "bl3"),
        new("de.cup", "DFB Pokal", OpenLigaDb: "dfb", FootballDataOrg: "DFB"),
        new("it.1", "Italian Serie A", Division: "I1", FootballDataOrg: "SA"),
        new("it.2", "Italian Serie B", Division: "I2", FootballDataOrg: "SB"),
        new("es.1", "Spain Primera División", Division: "SP1", FootballDataOrg: "PD", Earlier: "Primera División de España"),
        new("es.2", "Spain Segunda División", Division: "SP2", FootballDataOrg: "SD", Earlier: "Segunda División de España"),
        new("fr.1", "French Ligue 1", Division: "F1", FootballDataOrg: "FL1"),
        new("fr.2", "French Ligue 2", Division: "F2", FootballDataOrg: "FL2"),
        new("nl.1", "Netherlands Eredivisie", Division: "N1", FootballDataOrg: "DED"),
        new("nl.2", "Netherlands Eerste Divisie"),
        new("be.1", "Belgium First Division A", Division: "B1"),
        new("pt.1", "Portuguese Primeira Liga", Division: "P1", FootballDataOrg: "PPL"),
        new("pt.2", "Portuguese Segunda Liga"),
        new("tr.1", "Turkish Süper Lig", Division: "T1"),
        new("tr.2", "Turkish 1. Lig"),
        new("gr.1", "Greek Super League", Division: "G1"),
        new("ar.1", "Argentina Primera Division", Country: "Argentina"),
        new("at.1", "Österr. Bundesliga", Country: "Austria"),
        new("at.2", "Österr. 2. Liga", Earlier: "Österr. Erste Liga"),
        new("at.cup", "ÖFB Cup"),
        new("br.1", "Brasileiro Série A", Country: "Brazil", FootballDataOrg: "BSA"),
        new("br.2", "Brasileiro Série B"),
        new("ch.1", "Swiss Super League", Country: "Switzerland"),
        new("ch.2", "Swiss Challenge League"),
        new("cn.1", "China | Super League", Country: "China"),
        new("co.1", "Colombia Primera A"),
        new("cz.1", "Czech Republic First League"),
        new("dk.1", "Denmark Superligaen", Country: "Denmark"),
        new("dz.1", "Algeria | Ligue 1"),
        new("eg.1", "Egypt | Premiership"),
        new("fi.1", "Finland Veikkausliiga", Country: "Finland"),
        new("hu.1", "Hungarian Nemzeti Bajnokság I"),
        new("ie.1", "Irish Premier Division", Country: "Ireland"),
        new("jp.1", "Japan | J1 League", Country: "Japan"),
        new("ma.1", "Morocco | Botola Pro 1"),
        new("mls", "Major League Soccer", Country: "USA"),
        new("mx.1", "Liga MX", Country: "Mexico"),
        new("no.1", "Norway Eliteserien", Country: "Norway"),
        new("pl.1", "Poland Ekstraklasa", Country: "Poland"),
        new("ro.1", "Romania Liga 1", Country: "Romania"),
        new("ru.1", "Russia Premier League", Country: "Russia"),
        new("ru.2", "Russia 1. Division"),
        new("se.1", "Sweden Allsvenskan", Country: "Sweden"),
        new("au.1", "Australia | A-League"),
        new("copa.l", "Copa Libertadores", FootballDataOrg: "CLI"),
        new("uefa.cl", "UEFA Champions League", FootballDataOrg: "CL"),
        new("uefa.el", "UEFA Europa League", FootballDataOrg: "EL"),
        new("uefa.conf", "UEFA Conference League"),
        new("clubworldcup", "Club World Cup"),
        new("worldcup", "World Cup", FootballDataOrg: "WC"),
        new("euro", "Euro", FootballDataOrg: "EC"),
    ];

    private static readonly FrozenDictionary<string, KnownLeague> Divisions = By(league => league.Division);
    private static readonly FrozenDictionary<string, KnownLeague> Countries = By(league => league.Country);
    private static readonly FrozenDictionary<string, KnownLeague> Shortcuts = By(league => league.OpenLigaDb);
    private static readonly FrozenDictionary<string, KnownLeague> Codes = By(league => league.FootballDataOrg);

    private static readonly FrozenDictionary<string, KnownLeague> Titles = All
        .SelectMany(league => new[] { league.Name, league.Earlier }.OfType<string>(), KeyOf)
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The league of a <c>Div</c> of football-data.co.uk; null if it is unknown.</summary>
    public static KnownLeague? OfDivision(string division) => Divisions.GetValueOrDefault(division);

    /// <summary>The league of a <c>Country</c> of football-data.co.uk; null if it is unknown.</summary>
    public static KnownLeague? OfCountry(string country) => Countries.GetValueOrDefault(country);

    /// <summary>The league of a shortcut of OpenLigaDB; null if it is unknown.</summary>
    public static KnownLeague? OfOpenLigaDb(string shortcut) => Shortcuts.GetValueOrDefault(shortcut);

    /// <summary>The league of a code of football-data.org; null if it is unknown.</summary>
    public static KnownLeague? OfFootballDataOrg(string code) => Codes.GetValueOrDefault(code);

    /// <summary>The league of a title in openfootball, without its season; null if it is unknown.</summary>
    public static KnownLeague? OfTitle(string title) => Titles.GetValueOrDefault(title);

    private static KeyValuePair<string, KnownLeague> KeyOf(KnownLeague league, string title) => new(title, league);

    private static FrozenDictionary<string, KnownLeague> By(Func<KnownLeague, string?> code) => All
        .Where(league => code(league) is not null)
        .ToFrozenDictionary(league => code(league)!, StringComparer.OrdinalIgnoreCase);
}
