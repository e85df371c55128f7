namespace Statsctl.Forecasters;

/// <summary>A method's state, learnt from the matches in order.</summary>
public interface ILearner
{
    /// <summary>Adds a completed match; called once for each, by kickoff.</summary>
    void Learn(PlayedMatch match);
}

/// <summary>The completed matches of a competition, by kickoff.</summary>
public sealed class PlayedMatches
{
    private readonly List<PlayedMatch> _matches = [];
    private readonly Dictionary<Type, (ILearner Learner, int Learnt)> _learners = [];

    public IReadOnlyList<PlayedMatch> All => _matches.AsReadOnly();

    /// <summary>
    /// A method's state after all these matches. It is kept and continued with new matches, so that a season costs one pass instead of one
    /// per match.
    /// </summary>
    public T Learned<T>()
        where T : ILearner, new()
    {
        var (learner, learnt) = _learners.TryGetValue(typeof(T), out var known) ? known : (new T(), 0);
        for (; learnt < _matches.Count; learnt++)
            learner.Learn(_matches[learnt]);
        _learners[typeof(T)] = (learner, learnt);
        return (T)learner;
    }

    internal void Append(PlayedMatch match) => _matches.Add(match);
}
