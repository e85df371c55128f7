namespace Statsctl.Canary;

/// <summary>An upper bound of a rate, from how often an event was seen.</summary>
/// <remarks>
/// The exact one-sided bound of C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the
/// binomial", Biometrika 26 (1934), 404–413, https://doi.org/10.1093/biomet/26.4.404: the rate at which so few, or fewer, are seen in one
/// case of twenty. If none is seen in n that is 1 − 0.05^(1/n), about 3/n: the "rule of three" of J. A. Hanley and A. Lippman-Hand, "If
/// nothing goes wrong, is everything all right?", JAMA 249 (1983), 1743–1745. It holds for samples that are independent of each other.
/// </remarks>
public static class ConfidenceBound
{
    /// <summary>The probability that the rate isn't higher.</summary>
    public const double Confidence = 0.95;

    // After so many halvings the interval is smaller than a double can resolve.
    private const int Halvings = 100;

    /// <summary>The rate that is exceeded with a probability of 5% at most; 1 if nothing was sampled.</summary>
    public static double Upper(long seen, long samples)
    {
        if (seen < 0 || seen > samples)
            throw new ArgumentOutOfRangeException(nameof(seen), seen, $"must be from 0 to {samples}");
        if (seen == samples)
            return 1;
        var ways = LogOfWays(seen, samples);
        var (low, high) = ((double)seen / samples, 1.0);
        for (var n = 0; n < Halvings; n++)
        {
            var rate = (low + high) / 2;
            (low, high) = AtMost(seen, samples, rate, ways) > 1 - Confidence ? (rate, high) : (low, rate);
        }
        return high;
    }

    // P(X ≤ seen), summed from its greatest term downwards: above the observed rate, each term is less than the one before.
    private static double AtMost(long seen, long samples, double rate, double ways)
    {
        var term = Math.Exp(ways + seen * Math.Log(rate) + (samples - seen) * double.LogP1(-rate));
        var sum = 0.0;
        for (var k = seen; k >= 0 && sum + term > sum; k--)
        {
            sum += term;
            term *= k * (1 - rate) / ((samples - k + 1) * rate);
        }
        return sum;
    }

    private static double LogOfWays(long seen, long samples)
    {
        var log = 0.0;
        for (var i = 1L; i <= seen; i++)
            log += Math.Log((double)(samples - seen + i) / i);
        return log;
    }
}
