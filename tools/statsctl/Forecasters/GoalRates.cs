namespace Statsctl.Forecasters;

/// <summary>
/// Attack and defence strengths: goals scored and conceded, relative to those of an average club at the same venues against the same
/// opponents. Every club begins as if it had eight goals to an expected eight, about six matches' worth.
/// Source: Maher, Modelling association football scores, Statistica Neerlandica 36(3), 1982 (here by moments, not by likelihood).
/// </summary>
/// <param name="fadePerDay">The rate at which a match loses weight, per day: e^(−fade·days).</param>
internal abstract class GoalRates(double fadePerDay) : ILearner
{
    private const double PriorGoals = 8;

    private readonly LeagueGoals _league = new();
    private readonly Dictionary<string, Strength> _clubs = [];

    public (double Home, double Away) Expect(Fixture fixture)
    {
        var (home, away) = (_clubs.Of(fixture.HomeClubId), _clubs.Of(fixture.AwayClubId));
        var (fadeHome, fadeAway) = (Fade(home, fixture), Fade(away, fixture));
        return (_league.Home * home.Attack(fadeHome) * away.Defence(fadeAway),
            _league.Away * away.Attack(fadeAway) * home.Defence(fadeHome));
    }

    public void Learn(PlayedMatch match)
    {
        var (fixture, goals) = match;
        var (home, away) = (_clubs.Of(fixture.HomeClubId), _clubs.Of(fixture.AwayClubId));
        var (fadeHome, fadeAway) = (Fade(home, fixture), Fade(away, fixture));
        // Relative to the opponent: a goal against a good defence counts more than one against a bad one.
        var homeScores = _league.Home * away.Defence(fadeAway);
        var homeConcedes = _league.Away * away.Attack(fadeAway);
        var awayScores = _league.Away * home.Defence(fadeHome);
        var awayConcedes = _league.Home * home.Attack(fadeHome);
        home.Add(fixture.Kickoff, fadeHome, (goals.Home, homeScores), (goals.Away, homeConcedes));
        away.Add(fixture.Kickoff, fadeAway, (goals.Away, awayScores), (goals.Home, awayConcedes));
        _league.Learn(match);
    }

    private double Fade(Strength club, Fixture now) => Math.Exp(-fadePerDay * (now.Kickoff - club.At).TotalDays);

    /// <summary>A club's goals, and the goals of an average club in its place.</summary>
    private sealed class Strength
    {
        private double _scored;
        private double _scoredExpected;
        private double _conceded;
        private double _concededExpected;

        /// <summary>The kickoff of its last match; the sums have the weights of that time.</summary>
        public DateTimeOffset At { get; private set; }

        public double Attack(double fade) => (fade * _scored + PriorGoals) / (fade * _scoredExpected + PriorGoals);

        public double Defence(double fade) => (fade * _conceded + PriorGoals) / (fade * _concededExpected + PriorGoals);

        public void Add(
            DateTimeOffset at, double fade, (int Goals, double Expected) scored, (int Goals, double Expected) conceded)
        {
            _scored = fade * _scored + scored.Goals;
            _scoredExpected = fade * _scoredExpected + scored.Expected;
            _conceded = fade * _conceded + conceded.Goals;
            _concededExpected = fade * _concededExpected + conceded.Expected;
            At = at;
        }
    }
}

/// <summary>Every match has the same weight.</summary>
internal sealed class LastingRates() : GoalRates(fadePerDay: 0);

/// <summary>A match's weight halves in about a year: ξ = 0.0018 a day, in the range that Dixon and Coles (1997) found best.</summary>
internal sealed class FadingRates() : GoalRates(fadePerDay: 0.0018);
