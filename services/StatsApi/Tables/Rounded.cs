namespace StatsApi.Tables;

/// <summary>Quotients of whole numbers as tables show them: rounded half up, with trailing zeros.</summary>
// A quotient that isn't half-way differs from it by more than the error of a decimal's 28 digits, so rounding twice does no harm.
internal static class Rounded
{
    /// <summary>Points per prediction, with 2 decimals.</summary>
    public static decimal Average(long points, long predictions) =>
        Math.Round((decimal)points / predictions, 2, MidpointRounding.AwayFromZero) + 0.00m;

    /// <summary>A share in percent, with 1 decimal.</summary>
    public static decimal Percent(long part, long whole) => Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero) + 0.0m;
}
