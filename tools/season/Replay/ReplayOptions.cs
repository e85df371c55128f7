using System.CommandLine;

namespace Season.Replay;

/// <summary>The options for a replay's content, order and speed.</summary>
internal static class ReplayOptions
{
    public static Option<string?> Predictions() => new("--predictions")
    {
        Description = "Publish only the predictions of this CSV file (match_id,model_id,home_goals,away_goals,submitted_at).",
        HelpName = "FILE.csv",
    };

    public static Option<int?> Shuffle() => new("--shuffle")
    {
        Description = "Send all messages in a random order; the same seed gives the same order.",
        HelpName = "SEED",
    };

    public static Option<double?> Duplicate() => ValueOption.Number(
        "--duplicate", "Send each message twice with this probability.", "P", p => p is >= 0 and <= 1, "a number from 0 to 1");
}
