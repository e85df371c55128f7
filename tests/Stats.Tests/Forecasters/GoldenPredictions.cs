namespace Stats.Tests.Forecasters;

/// <summary>What the built-in forecasters said of the sample season when they were written.</summary>
internal static class GoldenPredictions
{
    /// <summary>From nothing but their priors.</summary>
    public static readonly string[] OfTheFirstMatch =
    [
        "en.1.2014-15.arsenal.crystal-palace always-1-0 1-0",
        "en.1.2014-15.arsenal.crystal-palace always-1-1 1-1",
        "en.1.2014-15.arsenal.crystal-palace always-2-1 2-1",
        "en.1.2014-15.arsenal.crystal-palace most-common 1-1",
        "en.1.2014-15.arsenal.crystal-palace league-average 2-1",
        "en.1.2014-15.arsenal.crystal-palace last-meeting 2-1",
        "en.1.2014-15.arsenal.crystal-palace home-form 2-1",
        "en.1.2014-15.arsenal.crystal-palace table 2-1",
        "en.1.2014-15.arsenal.crystal-palace pythagorean 1-0",
        "en.1.2014-15.arsenal.crystal-palace elo 2-1",
        "en.1.2014-15.arsenal.crystal-palace goal-difference 2-1",
        "en.1.2014-15.arsenal.crystal-palace pi-rating 2-1",
        "en.1.2014-15.arsenal.crystal-palace poisson 1-1",
        "en.1.2014-15.arsenal.crystal-palace poisson-decay 1-1",
        "en.1.2014-15.arsenal.crystal-palace dixon-coles 2-1",
        "en.1.2014-15.arsenal.crystal-palace consensus 2-1",
        "en.1.2014-15.arsenal.crystal-palace contrarian 1-2",
    ];

    /// <summary>From the whole season.</summary>
    public static readonly string[] OfTheLastMatch =
    [
        "en.1.2014-15.stoke-city.liverpool always-1-0 1-0",
        "en.1.2014-15.stoke-city.liverpool always-1-1 1-1",
        "en.1.2014-15.stoke-city.liverpool always-2-1 2-1",
        "en.1.2014-15.stoke-city.liverpool most-common 0-1",
        "en.1.2014-15.stoke-city.liverpool league-average 1-1",
        "en.1.2014-15.stoke-city.liverpool last-meeting 0-1",
        "en.1.2014-15.stoke-city.liverpool home-form 2-1",
        "en.1.2014-15.stoke-city.liverpool table 1-1",
        "en.1.2014-15.stoke-city.liverpool pythagorean 1-1",
        "en.1.2014-15.stoke-city.liverpool elo 1-1",
        "en.1.2014-15.stoke-city.liverpool goal-difference 1-1",
        "en.1.2014-15.stoke-city.liverpool pi-rating 1-1",
        "en.1.2014-15.stoke-city.liverpool poisson 1-1",
        "en.1.2014-15.stoke-city.liverpool poisson-decay 1-1",
        "en.1.2014-15.stoke-city.liverpool dixon-coles 1-0",
        "en.1.2014-15.stoke-city.liverpool consensus 1-1",
        "en.1.2014-15.stoke-city.liverpool contrarian 1-2",
    ];
}
