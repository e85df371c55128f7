using Stats.Contracts;

namespace Stats.IntegrationTests.Oracle;

/// <summary>The score of one model's counting prediction of one match, computed independently from the text of the rule.</summary>
internal sealed record Forecast(
    MatchCompleted Match,
    PredictionSubmitted Prediction,
    int TendencyPoints,
    int DifferenceBonus,
    int ExactBonus,
    bool RightTendency,
    bool RightDifference,
    bool Exact)
{
    public int Points => TendencyPoints + DifferenceBonus + ExactBonus;

    public string ModelId => Prediction.Model.Id;
}
