namespace Statsctl.Forecasters;

/// <summary>
/// Bill James's Pythagorean expectation: a club's strength is GF^e / (GF^e + GA^e) over this season's goals, here with e = 1.35.
/// His log5 formula compares two strengths; home clubs get additional odds of 1.6 to 1.
/// Source: James, The Bill James Baseball Abstract (1980, 1981); the exponent as commonly fitted to football.
/// </summary>
internal static class Pythagorean
{
    private const double Exponent = 1.35;
    private const double HomeOdds = 1.6;
    private const double PriorGoals = 5;

    public static Goals Forecast(Fixture fixture, History history)
    {
        var table = history.In(fixture.CompetitionId).Learned<SeasonTable>();
        var odds = HomeOdds * Odds(table.Row(fixture.Season, fixture.HomeClubId)) / Odds(table.Row(fixture.Season, fixture.AwayClubId));
        return (odds / (1 + odds)) switch
        {
            > 0.80 => new Goals(3, 0),
            > 0.70 => new Goals(2, 0),
            > 0.55 => new Goals(1, 0),
            >= 0.45 => new Goals(1, 1),
            >= 0.30 => new Goals(0, 1),
            _ => new Goals(0, 2),
        };
    }

    // Log5 is a ratio of odds; the odds of GF^e / (GF^e + GA^e) are (GF / GA)^e.
    private static double Odds(TableRow row) => Math.Pow((row.GoalsFor + PriorGoals) / (row.GoalsAgainst + PriorGoals), Exponent);
}
