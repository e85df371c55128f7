namespace Stats.Tests.Forecasters;

/// <summary>The expected predictions of the built-in forecasters for the sample season.</summary>
internal static class GoldenPredictions
{
    /// <summary>Based on the priors alone.</summary>
    public static readonly string[] OfTheFirstMatch =
    [
        "en.1.2015-16.bournemouth.aston-villa always-1-0 1-0",
        "en.1.2015-16.bournemouth.aston-villa always-1-1 1-1",
        "en.1.2015-16.bournemouth.aston-villa always-2-1 2-1",
        "en.1.2015-16.bournemouth.aston-villa most-common 1-1",
        "en.1.2015-16.bournemouth.aston-villa league-average 2-1",
        "en.1.2015-16.bournemouth.aston-villa last-meeting 2-1",
        "en.1.2015-16.bournemouth.aston-villa home-form 2-1",
        "en.1.2015-16.bournemouth.aston-villa table 2-1",
        "en.1.2015-16.bournemouth.aston-villa pythagorean 1-0",
        "en.1.2015-16.bournemouth.aston-villa elo 2-1",
        "en.1.2015-16.bournemouth.aston-villa goal-difference 2-1",
        "en.1.2015-16.bournemouth.aston-villa pi-rating 2-1",
        "en.1.2015-16.bournemouth.aston-villa poisson 1-1",
        "en.1.2015-16.bournemouth.aston-villa poisson-decay 1-1",
        "en.1.2015-16.bournemouth.aston-villa dixon-coles 2-1",
        "en.1.2015-16.bournemouth.aston-villa consensus 2-1",
        "en.1.2015-16.bournemouth.aston-villa contrarian 1-2",
    ];

    /// <summary>Based on the whole season.</summary>
    public static readonly string[] OfTheLastMatch =
    [
        "en.1.2015-16.manchester-united.bournemouth always-1-0 1-0",
        "en.1.2015-16.manchester-united.bournemouth always-1-1 1-1",
        "en.1.2015-16.manchester-united.bournemouth always-2-1 2-1",
        "en.1.2015-16.manchester-united.bournemouth most-common 1-1",
        "en.1.2015-16.manchester-united.bournemouth league-average 1-1",
        "en.1.2015-16.manchester-united.bournemouth last-meeting 1-2",
        "en.1.2015-16.manchester-united.bournemouth home-form 1-1",
        "en.1.2015-16.manchester-united.bournemouth table 2-0",
        "en.1.2015-16.manchester-united.bournemouth pythagorean 2-0",
        "en.1.2015-16.manchester-united.bournemouth elo 2-1",
        "en.1.2015-16.manchester-united.bournemouth goal-difference 2-1",
        "en.1.2015-16.manchester-united.bournemouth pi-rating 2-1",
        "en.1.2015-16.manchester-united.bournemouth poisson 1-0",
        "en.1.2015-16.manchester-united.bournemouth poisson-decay 1-0",
        "en.1.2015-16.manchester-united.bournemouth dixon-coles 2-0",
        "en.1.2015-16.manchester-united.bournemouth consensus 1-1",
        "en.1.2015-16.manchester-united.bournemouth contrarian 1-2",
    ];
}
