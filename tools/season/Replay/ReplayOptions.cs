using System.CommandLine;
using Statsctl.Forecasters;

namespace Season.Replay;

/// <summary>The options for a replay's content, order and speed.</summary>
internal static class ReplayOptions
{
    private static string Names => string.Join(", ", BuiltInForecasters.All.Select(forecaster => forecaster.Id));

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

    public static Option<IReadOnlyList<Forecaster>?> Forecasters() => new("--forecasters")
    {
        Description = $"Which forecasters predict, separated by commas (default: all of {Names}).",
        HelpName = "A,B,…",
        CustomParser = result =>
        {
            var chosen = new List<Forecaster>();
            var ids = result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var id in ids.Distinct())
            {
                if (BuiltInForecasters.Find(id) is { } forecaster)
                    chosen.Add(forecaster);
                else
                    result.AddError($"There is no forecaster '{id}'. Use one of: {Names}.");
            }
            if (ids.Length == 0)
                result.AddError($"--forecasters needs a name. Use one of: {Names}.");
            return chosen;
        },
    };
}
