using System.Globalization;

namespace StatsApi.Queries;

/// <summary>The start of requested corrections: after a change, or from a UTC day on.</summary>
internal sealed record Since(long? Change, DateOnly? Day)
{
    /// <returns>Null if it is neither.</returns>
    public static Since? Parse(string text) =>
        Numbers.Parse(text) is { } change ? new Since(change, null)
        : Days.Parse(text) is { } day ? new Since(null, day)
        : null;

    public override string ToString() => Change?.ToString(CultureInfo.InvariantCulture) ?? Day!.Value.ToString("O");
}
