using Stats.Contracts;

namespace Stats.IntegrationTests.Oracle;

/// <summary>
/// Computes every table from the feed's messages according to docs/scoring.md, in the simplest way: in memory, not incrementally, and
/// without code of the services. It supports one result per match, voided or not, as a replay sends it.
/// </summary>
internal sealed class SeasonOracle
{
    private readonly Dictionary<string, MatchCompleted> _matches;
    private readonly ILookup<string, PredictionSubmitted> _predictions;
    private readonly HashSet<string> _voided;
    private readonly List<Forecast> _forecasts;

    public SeasonOracle(IEnumerable<FeedMessage> messages)
    {
        var all = messages.ToArray();
        _matches = all.OfType<MatchCompleted>().ToDictionary(match => match.MatchId);
        _voided = [.. all.OfType<MatchVoided>().Select(withdrawal => withdrawal.MatchId)];
        _predictions = all.OfType<PredictionSubmitted>().ToLookup(prediction => prediction.MatchId);
        _forecasts = [.. _matches.Values.SelectMany(Score)];
    }

    public IReadOnlyCollection<MatchCompleted> Matches => _matches.Values;

    public IReadOnlyList<Forecast> Forecasts => _forecasts;

    public IEnumerable<string> Models => _forecasts.Select(forecast => forecast.ModelId).Distinct().Order(StringComparer.Ordinal);

    public bool IsVoid(MatchCompleted match) => _voided.Contains(match.MatchId);

    /// <summary>Every (model, match) pair in the scope, including void matches.</summary>
    public IReadOnlyList<string> Pairs(OracleScope scope) =>
        [.. _matches.Values.Where(scope.Holds).SelectMany(match => _predictions[match.MatchId].Select(p => p.Model.Id).Distinct())];

    /// <summary>
    /// The table of a scope, best first, with the ranks at the beginning of a UTC day, by default of the latest matchday.
    /// </summary>
    public IReadOnlyList<OracleRow> Table(OracleScope scope, string metric = "avgPoints", DateOnly? compareTo = null, int minPredictions = 1)
    {
        var inScope = _forecasts.Where(forecast => scope.Holds(forecast.Match)).ToArray();
        var now = Ranked(inScope, metric, minPredictions);
        if (now.Count == 0)
            return now;
        var pairs = Pairs(scope).CountBy(model => model).ToDictionary();
        var day = compareTo?.ToDateTime(TimeOnly.MinValue)
            ?? _matches.Values.Where(match => scope.Holds(match) && !IsVoid(match)).Max(match => match.Kickoff.UtcDateTime.Date);
        var before = Ranked([.. inScope.Where(forecast => forecast.Match.Kickoff.UtcDateTime.Date < day)], metric, minPredictions)
            .ToDictionary(row => row.ModelId, row => row.Rank);
        return [.. now.Select(row => row with { Total = pairs[row.ModelId] }).Select(row => before.TryGetValue(row.ModelId, out var rank)
            ? row with { PreviousRank = rank, RankChange = rank - row.Rank, Trend = TrendOf(rank - row.Rank) }
            : row with { Trend = "new" })];
    }

    private static string TrendOf(int change) => change > 0 ? "up" : change < 0 ? "down" : "same";

    /// <summary>The prediction of a model that a match shows: the one that counts, else the first late one.</summary>
    public PredictionSubmitted? Shown(MatchCompleted match, string model) =>
        Counting(match).SingleOrDefault(p => p.Model.Id == model)
        ?? _predictions[match.MatchId].Where(p => p.Model.Id == model)
            .OrderBy(p => p.SubmittedAt).ThenBy(p => p.HomeGoals).ThenBy(p => p.AwayGoals).FirstOrDefault();

    public (int Home, int Draw, int Away) Distribution(string matchId)
    {
        var counting = _voided.Contains(matchId) ? [] : Counting(_matches[matchId]).ToArray();
        return (
            counting.Count(p => p.HomeGoals > p.AwayGoals),
            counting.Count(p => p.HomeGoals == p.AwayGoals),
            counting.Count(p => p.HomeGoals < p.AwayGoals));
    }

    /// <summary>6/(10·n/N) − 6/10 + 2, clamped to 2 … 6, half up; 6 if no model predicted it.</summary>
    public static int Quota(int n, int total)
    {
        if (n == 0)
            return 6;
        var raw = 6m / (10m * n / total) - 0.6m + 2m;
        // A decimal quotient such as 1/3 is inexact. Only exact halves are within 1e-12 of a half.
        return (int)Math.Floor(Math.Clamp(raw, 2m, 6m) + 0.5m + 0.000000000001m);
    }

    private static IReadOnlyList<OracleRow> Ranked(Forecast[] forecasts, string metric, int minPredictions)
    {
        var rows = forecasts.GroupBy(forecast => forecast.ModelId).Select(OracleRow.Of).Where(row => row.Scored >= minPredictions).ToArray();
        // Compares fractions, so that rounding does not affect ranks.
        int Compare(OracleRow a, OracleRow b)
        {
            var (p, q) = a.Value(metric);
            var (r, s) = b.Value(metric);
            return (p * s).CompareTo(r * q);
        }
        var sorted = rows.Order(Comparer<OracleRow>.Create(
            (a, b) => Compare(b, a) is var c and not 0 ? c : string.CompareOrdinal(a.ModelId, b.ModelId)));
        return [.. sorted.Select(row => row with
        {
            Rank = 1 + rows.Count(other => Compare(other, row) > 0),
            Tied = rows.Count(other => Compare(other, row) == 0) > 1,
        })];
    }

    private IEnumerable<PredictionSubmitted> Counting(MatchCompleted match) => _predictions[match.MatchId]
        .Where(p => p.SubmittedAt < match.Kickoff)
        .GroupBy(p => p.Model.Id)
        .Select(of => of.OrderBy(p => p.SubmittedAt).ThenBy(p => p.HomeGoals).ThenBy(p => p.AwayGoals).Last());

    private IEnumerable<Forecast> Score(MatchCompleted match)
    {
        var (home, away) = (match.Score.RegularTime.Home, match.Score.RegularTime.Away);
        var counting = IsVoid(match) ? [] : Counting(match).ToArray();
        foreach (var p in counting)
        {
            var sign = Math.Sign(p.HomeGoals - p.AwayGoals);
            var right = sign == Math.Sign(home - away);
            var difference = right && p.HomeGoals - p.AwayGoals == home - away;
            var exact = (p.HomeGoals, p.AwayGoals) == (home, away);
            var alike = counting.Count(other => Math.Sign(other.HomeGoals - other.AwayGoals) == sign);
            yield return new Forecast(
                match, p, right ? Quota(alike, counting.Length) : 0, difference ? 1 : 0, exact ? 3 : 0, right, difference, exact);
        }
    }
}
