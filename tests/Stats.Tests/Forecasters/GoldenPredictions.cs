namespace Stats.Tests.Forecasters;

/// <summary>The expected predictions of the built-in forecasters for the sample season.</summary>
internal static class GoldenPredictions
{
    public const string FirstMatch = "en.1.2015-16.bournemouth.aston-villa";
    public const string LastMatch = "en.1.2015-16.manchester-united.bournemouth";

    /// <summary>The predictions for the first match, based on the priors alone, and for the last one, based on the whole season.</summary>
    public static readonly (string Forecaster, string First, string Last)[] All =
    [
        ("always-1-0", "1-0", "1-0"),
        ("always-1-1", "1-1", "1-1"),
        ("always-2-1", "2-1", "2-1"),
        ("most-common", "1-1", "1-1"),
        ("league-average", "2-1", "1-1"),
        ("last-meeting", "2-1", "1-2"),
        ("home-form", "2-1", "1-1"),
        ("table", "2-1", "2-0"),
        ("pythagorean", "1-0", "2-0"),
        ("elo", "2-1", "2-1"),
        ("goal-difference", "2-1", "2-1"),
        ("pi-rating", "2-1", "2-1"),
        ("poisson", "1-1", "1-0"),
        ("poisson-decay", "1-1", "1-0"),
        ("dixon-coles", "2-1", "2-0"),
        ("consensus", "2-1", "1-1"),
        ("contrarian", "1-2", "1-2"),
    ];
}
