namespace Statsctl.Results;

/// <summary>Compares the results of a source with those that the system holds, and makes messages of them.</summary>
internal static class ResultChange
{
    /// <summary>The messages that bring a result to the system.</summary>
    /// <param name="match">The match that the system holds; null for a new one.</param>
    public static PlannedChange Of(SourceEntry entry, HeldMatch? match, MatchCompleted result, string differences)
    {
        var after = new HeldMatch(
            result.MatchId, result.Competition.Id, result.Season, result.HomeClub, result.AwayClub, result.Kickoff,
            entry.IsVoid, entry.IsVoid ? result.Revision + 1 : result.Revision, result.Score);
        List<FeedMessage> messages = [result];
        if (entry.IsVoid)
            messages.Add(new MatchVoided(result.MatchId, after.Revision, entry.StatusText, result.OccurredAt));
        var what = new[] { differences, entry.IsVoid ? entry.StatusText : match is { Voided: true } ? "counts again" : "" };
        return new PlannedChange(
            match is null ? ChangeKind.New : entry.IsVoid && !match.Voided ? ChangeKind.Voided : ChangeKind.Corrected,
            after,
            string.Join("; ", what.Where(part => part.Length > 0)),
            messages);
    }

    /// <summary>
    /// The differences in words; empty if there are none. Names alone are no difference: sources spell them differently, and tables show
    /// the latest.
    /// </summary>
    public static string Differences(HeldMatch match, MatchCompleted result)
    {
        var differences = new List<string>();
        Compare("score", ScoreInWords.Of(match.Score), ScoreInWords.Of(result.Score));
        Compare("kickoff", Time(match.Kickoff), Time(result.Kickoff));
        Compare("home club", match.HomeClub.Id, result.HomeClub.Id);
        Compare("away club", match.AwayClub.Id, result.AwayClub.Id);
        return string.Join(", ", differences);

        void Compare(string what, string before, string after)
        {
            if (before != after)
                differences.Add($"{what} {before} → {after}");
        }

        static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>Why the service would refuse the result; null if it would not.</summary>
    public static string? Refusal(MatchCompleted result)
    {
        try
        {
            OutgoingMessage.Of(result).ThrowIfRefused();
            return null;
        }
        catch (FeedException refused)
        {
            return refused.Message;
        }
    }
}
