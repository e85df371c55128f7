namespace Stats.Tests.Results;

/// <summary>Small football.json files of which each once had a wrong outcome.</summary>
internal static class CaseFiles
{
    public const string CorrectedBefore = """
        {"name":"Corrected League 2025/26","matches":[
        {"round":"1","date":"2025-11-29","time":"15:00","team1":"Alpha FC","team2":"Beta","score":{"ft":[3,0]}},
        {"round":"2","date":"2026-01-31","time":"15:00","team1":"Gamma FC","team2":"Delta","score":{"ft":[0,2]}},
        {"round":"3","date":"2026-02-07","time":"15:00","team1":"Beta","team2":"Alpha","score":{"ft":[1,2]}}]}
        """;

    public const string CorrectedAfter = """
        {"name":"Corrected League 2025/26","matches":[
        {"round":"1","date":"2025-11-29","time":"15:00","team1":"Alpha FC","team2":"Beta","score":{"ft":[3,2]}},
        {"round":"2","date":"2026-01-31","time":"17:30","team1":"Gamma FC","team2":"Delta","score":{"ft":[0,2]}},
        {"round":"3","date":"2026-02-08","time":"16:30","team1":"Beta","team2":"Alpha FC","score":{"ft":[1,2]}}]}
        """;

    public const string SwapBefore = """
        {"name":"Swap League 2025/26","matches":[
        {"round":"1","date":"2025-08-30","time":"12:00","team1":"North","team2":"South","score":{}},
        {"round":"2","date":"2025-11-01","time":"12:00","team1":"North","team2":"South","score":{"ft":[3,0]}}]}
        """;

    public const string SwapAfter = """
        {"name":"Swap League 2025/26","matches":[
        {"round":"1","date":"2025-08-30","time":"12:00","team1":"North","team2":"South","score":{"ft":[0,1]}},
        {"round":"2","date":"2025-11-01","time":"12:00","team1":"North","team2":"South","score":{"ft":[3,0]}}]}
        """;

    public const string UtcOffset = """
        {"name":"Cup 2026","matches":[
        {"round":"Round of 32","date":"2026-06-28","time":"12:00 UTC-7","team1":"North","team2":"South","score":{"ft":[0,1],"ht":[0,0]}}]}
        """;

    public const string ListedTwice = """
        {"name":"Test League B 2018/19","matches":[
        {"round":"Matchday 31","date":"2019-03-16","time":"15:00","team1":"Red United","team2":"Blue City","score":{"ft":[0,2]}},
        {"round":"Matchday 31","date":"2019-04-24","time":"19:00","team1":"Red United","team2":"Blue City","score":{"ft":[0,2]}}]}
        """;

    public const string LocalTime = """
        {"name": "Deutsche Bundesliga 2010/11", "matches": [
        {"round": "Matchday 1", "date": "2010-08-20", "time": "20:30", "team1": "Bayern München", "team2": "VfL Wolfsburg",
        "score": {"ht": [1, 0], "ft": [2, 1]}}]}
        """;

    public const string LocalTimePredictions = """
        match_id,model_id,home_goals,away_goals,submitted_at
        tz.1.2010-11.bayern-munchen.vfl-wolfsburg,after-the-final-whistle,2,1,2010-08-20T20:29:00Z
        tz.1.2010-11.bayern-munchen.vfl-wolfsburg,fair,1,0,2010-08-20T18:00:00Z

        """;
}
