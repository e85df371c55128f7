namespace Statsctl.Forecasters;

/// <summary>
/// Pi-ratings: each club has a home rating and an away rating; the larger the error in goal difference, the less each goal of it counts
/// (c·log10(1 + e)), and a change at one venue applies to the other by γ. λ = 0.035, γ = 0.7, b = 10, c = 3.
/// Unlike in the paper, the league's home advantage is not part of the ratings, so that it need not be learnt club by club.
/// Source: Constantinou and Fenton, Determining the level of ability of football teams by dynamic ratings based on the relative
/// discrepancies in scores between adversaries, Journal of Quantitative Analysis in Sports 9(1), 2013.
/// </summary>
internal static class PiRating
{
    private const double C = 3;

    public static Goals Forecast(Fixture fixture, History history)
    {
        var played = history.In(fixture.CompetitionId);
        var league = played.Learned<LeagueGoals>();
        return Scores.FromDifference(league.HomeAdvantage + played.Learned<PiRatings>().Difference(fixture), league.Total);
    }

    private sealed class ClubRating
    {
        public double Home { get; set; }

        public double Away { get; set; }
    }

    private sealed class PiRatings : ILearner
    {
        private const double Rate = 0.035;
        private const double Carry = 0.7;

        private readonly LeagueGoals _league = new();
        private readonly Dictionary<string, ClubRating> _clubs = [];

        public double Difference(Fixture fixture) =>
            Goals(_clubs.Of(fixture.HomeClubId).Home) - Goals(_clubs.Of(fixture.AwayClubId).Away);

        public void Learn(PlayedMatch match)
        {
            var (fixture, goals) = match;
            var surprise = goals.Home - goals.Away - _league.HomeAdvantage - Difference(fixture);
            var step = Rate * Math.CopySign(C * Math.Log10(1 + Math.Abs(surprise)), surprise);
            var (home, away) = (_clubs.Of(fixture.HomeClubId), _clubs.Of(fixture.AwayClubId));
            home.Home += step;
            home.Away += Carry * step;
            away.Away -= step;
            away.Home -= Carry * step;
            _league.Learn(match);
        }

        // The expected difference against an average club: b^(|R|/c) − 1, with the rating's sign.
        private static double Goals(double rating) => Math.CopySign(Math.Pow(10, Math.Abs(rating) / C) - 1, rating);
    }
}
