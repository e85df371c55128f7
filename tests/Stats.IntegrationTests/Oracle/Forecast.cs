using Stats.Contracts;

namespace Stats.IntegrationTests.Oracle;

/// <summary>What one model's counting prediction of one match came to, worked out anew from the rule's text.</summary>
internal sealed record Forecast(
    MatchCompleted Match, PredictionSubmitted Prediction, int TendencyPoints, int DifferenceBonus, int ExactBonus, bool RightTendency, bool RightDifference, bool Exact)
{
    public int Points => TendencyPoints + DifferenceBonus + ExactBonus;

    public string ModelId => Prediction.Model.Id;
}
