namespace Stats.Scoring;

/// <summary>Who wins after 90 minutes.</summary>
public enum Tendency
{
    /// <summary>The home club.</summary>
    Home,

    /// <summary>Nobody.</summary>
    Draw,

    /// <summary>The away club.</summary>
    Away,
}

/// <summary>How the predictions of a match are spread over the tendencies.</summary>
/// <param name="Home">Predictions of a home win.</param>
/// <param name="Draw">Predictions of a draw.</param>
/// <param name="Away">Predictions of an away win.</param>
public sealed record Distribution(int Home, int Draw, int Away)
{
    /// <summary>All predictions.</summary>
    public int Total() => Home + Draw + Away;
}
