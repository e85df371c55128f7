namespace Season.Forecasters;

/// <summary>What a method has learnt from the matches so far, one after the other.</summary>
public interface ILearner
{
    /// <summary>Takes in a match that is over; called once for each, by kickoff.</summary>
    void Learn(PlayedMatch match);
}

/// <summary>The matches of a competition that are over, by kickoff.</summary>
public sealed class PlayedMatches
{
    /// <summary>Before the first match is over.</summary>
    internal static PlayedMatches None => new();

    private readonly List<PlayedMatch> _matches = [];
    private readonly Dictionary<Type, (ILearner Learner, int Learnt)> _learners = [];

    /// <summary>The matches.</summary>
    public IReadOnlyList<PlayedMatch> All => _matches.AsReadOnly();

    /// <summary>
    /// What a method knows after all these matches. It is kept, and goes on where it stopped: a season costs one pass, not one for
    /// each match.
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
