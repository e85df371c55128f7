namespace Statsctl.Forecasters;

/// <summary>The probability of every score from 0-0 to 9-9, goals being Poisson distributed.</summary>
internal sealed class ScoreGrid
{
    private const int Size = 10;

    private readonly double[,] _probability = new double[Size, Size];

    /// <param name="home">Expected goals of the home club.</param>
    /// <param name="away">Expected goals of the away club.</param>
    /// <param name="dependence">
    /// ρ of Dixon and Coles: below zero, 0-0 and 1-1 are more frequent than by chance, 1-0 and 0-1 less; 0 for independence.
    /// </param>
    public ScoreGrid(double home, double away, double dependence = 0)
    {
        var (h, a) = (Poisson(home), Poisson(away));
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
                _probability[i, j] = h[i] * a[j];
        }
        _probability[0, 0] *= 1 - home * away * dependence;
        _probability[0, 1] *= 1 + home * dependence;
        _probability[1, 0] *= 1 + away * dependence;
        _probability[1, 1] *= 1 - dependence;
    }

    public Goals Likeliest() => Likeliest((_, _) => true);

    /// <summary>The likeliest score of the likeliest tendency (home win, draw or away win).</summary>
    public Goals LikeliestOfTendency()
    {
        var sums = Sums();
        var tendency = Array.IndexOf(sums, sums.Max()) - 1;
        return Likeliest((i, j) => Math.Sign(i - j) == tendency);
    }

    /// <summary>The probabilities of a home win, a draw and an away win.</summary>
    public (double Home, double Draw, double Away) Tendencies()
    {
        var sums = Sums();
        var all = sums.Sum();
        return (sums[2] / all, sums[1] / all, sums[0] / all);
    }

    // Of away wins, draws and home wins.
    private double[] Sums()
    {
        var sums = new double[3];
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
                sums[1 + Math.Sign(i - j)] += _probability[i, j];
        }
        return sums;
    }

    private Goals Likeliest(Func<int, int, bool> counts)
    {
        var (best, home, away) = (-1.0, 0, 0);
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                if (counts(i, j) && _probability[i, j] > best)
                    (best, home, away) = (_probability[i, j], i, j);
            }
        }
        return new Goals(home, away);
    }

    private static double[] Poisson(double mean)
    {
        var probability = new double[Size];
        probability[0] = Math.Exp(-mean);
        for (var goals = 1; goals < Size; goals++)
            probability[goals] = probability[goals - 1] * mean / goals;
        return probability;
    }
}
