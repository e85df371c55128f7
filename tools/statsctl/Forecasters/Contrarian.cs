namespace Statsctl.Forecasters;

/// <summary>
/// The tendency that the fewest others forecast, because the quota rule gives most points for it. In a tie, an away win goes before a
/// draw, and a draw before a home win.
/// </summary>
public static class Contrarian
{
    private static readonly Goals[] Choices = [new(1, 2), new(1, 1), new(2, 1)];

    public static Forecaster Against(IReadOnlyList<Forecaster> others) => new("contrarian", "Contrarian", (fixture, history) =>
    {
        var tendencies = others.Select(other => Tendency(other.Forecast(fixture, history))).ToList();
        return Choices.MinBy(choice => tendencies.Count(tendency => tendency == Tendency(choice)))!;
    });

    private static int Tendency(Goals score) => Math.Sign(score.Home - score.Away);
}
