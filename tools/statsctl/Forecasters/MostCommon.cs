namespace Statsctl.Forecasters;

/// <summary>The most frequent score in the competition so far; in a tie, the one that led first.</summary>
internal static class MostCommon
{
    public static Goals Forecast(Fixture fixture, History history) => history.In(fixture.CompetitionId).Learned<Counts>().Leader;

    private sealed class Counts : ILearner
    {
        private readonly Dictionary<Goals, int> _counts = [];

        public Goals Leader { get; private set; } = new(1, 1);

        public void Learn(PlayedMatch match)
        {
            var count = _counts[match.Goals] = _counts.GetValueOrDefault(match.Goals) + 1;
            if (count > _counts.GetValueOrDefault(Leader))
                Leader = match.Goals;
        }
    }
}
