namespace Stats.Scoring;

/// <summary>The outcome after 90 minutes.</summary>
public enum Tendency
{
    /// <summary>The home club wins.</summary>
    Home,

    /// <summary>Equal goals.</summary>
    Draw,

    /// <summary>The away club wins.</summary>
    Away,
}

/// <summary>How many predictions of a match have each tendency.</summary>
/// <param name="Home">Predictions of a home win.</param>
/// <param name="Draw">Predictions of a draw.</param>
/// <param name="Away">Predictions of an away win.</param>
public sealed record Distribution(int Home, int Draw, int Away)
{
    /// <summary>The number of all predictions.</summary>
    public int Total() => Home + Draw + Away;
}
