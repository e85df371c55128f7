namespace Season.MadeUp;

/// <summary>
/// Made-up football: leagues of twenty clubs that all play on the same weekends, twice a season against each other, and models that
/// predict every match. The same size gives the same messages, and the last season of the first league is the same in every size.
/// </summary>
/// <param name="Seasons">How many seasons, the last of which begins in August 2024.</param>
public sealed record MadeUpSeasons(int Leagues, int Seasons, int Models)
{
    /// <summary>One league season, the store that others are compared with.</summary>
    public static MadeUpSeasons One(int models) => new(1, 1, models);

    private const int Clubs = 20;
    private const int LastSeason = 2024;

    public const int OfASeason = Clubs * (Clubs - 1);

    public int Matches => Leagues * Seasons * OfASeason;

    /// <summary>The id of a league; the first one is 0.</summary>
    public static string League(int n) => $"league-{n:00}";

    public static string Club(int league, int n) => $"{League(league)}.club-{n:00}";

    public static string Model(int n) => $"model-{n:00}";

    /// <summary>The name of the season that began in that year.</summary>
    public static string Season(int year) => $"{year}-{(year + 1) % 100:00}";

    public static string Latest => Season(LastSeason);

    /// <summary>Every match with its predictions, in the order of their days.</summary>
    public IEnumerable<Played> All() =>
        from year in Enumerable.Range(LastSeason - Seasons + 1, Seasons)
        from pairing in Pairings()
        from league in Enumerable.Range(0, Leagues)
        select Match(year, league, pairing.Round, pairing.Home, pairing.Away);

    /// <summary>The n-th new match of the first league, after its last season.</summary>
    public Played Next(int n)
    {
        var (_, home, away) = Pairings().ElementAt(n % OfASeason);
        // As many matches a day as in an earlier round, so that the tables' trend reads the same amount.
        var match = Match(LastSeason, 0, 2 * Clubs - 1 + n / (Clubs / 2), home, away);
        var id = $"{match.Result.MatchId}.next-{n}";
        return new(match.Result with { MatchId = id }, [.. match.Predictions.Select(prediction => prediction with { MatchId = id })]);
    }

    private Played Match(int year, int league, int round, int home, int away)
    {
        var id = $"{League(league)}.{Season(year)}.{home:00}.{away:00}";
        // The first five matches of a round are on Saturday, the others on Sunday.
        var kickoff = new DateTimeOffset(year, 8, 3, 15, 0, 0, TimeSpan.Zero).AddDays(7 * (round - 1) + (home + away) % 2);
        var dice = new Dice(id);
        var predictions = Enumerable.Range(0, Models).Select(n => new PredictionSubmitted(
            id, new Model(Model(n), $"Model {n}", "bench"), dice.Goals(2 * n), dice.Goals(2 * n + 1), kickoff.AddHours(-1 - n % 24)));
        var result = new MatchCompleted(
            id,
            new Competition(League(league), $"League {league}"),
            Season(year),
            new Club(Club(league, home), $"Club {home} of league {league}"),
            new Club(Club(league, away), $"Club {away} of league {league}"),
            kickoff,
            new Score(new Goals(dice.Goals(-1), dice.Goals(-2))),
            1,
            kickoff.AddHours(2));
        return new Played(result, [.. predictions]);
    }

    // The circle method: the last club stays, the others move on by one place each round; the second half swaps home and away.
    private static IEnumerable<(int Round, int Home, int Away)> Pairings() =>
        from round in Enumerable.Range(1, 2 * (Clubs - 1))
        from n in Enumerable.Range(0, Clubs / 2)
        let turn = (round - 1) % (Clubs - 1)
        let one = n == 0 ? Clubs - 1 : (turn + n) % (Clubs - 1)
        let other = (turn + Clubs - 1 - n) % (Clubs - 1)
        let swap = round >= Clubs
        select (round, swap ? other : one, swap ? one : other);

    // Pseudo-random numbers, the same on every machine and independent of the order of matches.
    private readonly struct Dice(string seed)
    {
        private static readonly int[] Usual = [0, 0, 0, 1, 1, 1, 1, 2, 2, 3];

        private readonly uint _seed = seed.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);

        public int Goals(int n)
        {
            var x = _seed + (uint)(n + 3) * 2654435761u;
            x = (x ^ (x >> 15)) * 2246822519u;
            x = (x ^ (x >> 13)) * 3266489917u;
            return Usual[(x ^ (x >> 16)) % (uint)Usual.Length];
        }
    }
}

/// <summary>A match that was played, and its predictions.</summary>
public sealed record Played(MatchCompleted Result, IReadOnlyList<PredictionSubmitted> Predictions);
