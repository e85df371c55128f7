namespace StatsApi.Tables;

/// <summary>Quotients of whole numbers as tables show them, rounded half up.</summary>
internal static class Rounded
{
    /// <summary>Points per prediction, with 2 decimals.</summary>
    public static decimal Average(long points, long predictions) => HalfUp(points, predictions, decimals: 2);

    /// <summary>A share in percent, with 1 decimal.</summary>
    public static decimal Percent(long part, long whole) => HalfUp(part * 100, whole, decimals: 1);

    // All in whole numbers, half a unit added before the division: nothing is rounded twice.
    private static decimal HalfUp(long dividend, long divisor, byte decimals)
    {
        var unit = decimals == 2 ? 100 : 10;
        var units = (2 * dividend * unit + divisor) / (2 * divisor);
        return new decimal((int)units, (int)(units >> 32), 0, isNegative: false, decimals);
    }
}
