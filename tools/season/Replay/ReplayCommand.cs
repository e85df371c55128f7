using System.CommandLine;
using System.Globalization;
using Season.Forecasters;
using Spectre.Console;
using Statsctl.Feed;

namespace Season.Replay;

/// <summary><c>season replay</c>: feeds real seasons to Stats, with predictions made as they would have been at the time.</summary>
public static class ReplayCommand
{
    private static string Names => string.Join(", ", BuiltInForecasters.All.Select(forecaster => forecaster.Id));

    /// <summary>The command, to be added to a root.</summary>
    public static Command Create()
    {
        var results = new Option<string[]>("--results")
        {
            Description = "Results: football.json files (both layouts), CSV files (date,home,away,home_goals,away_goals[,time]), "
                + "folders of them.",
            Required = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
            HelpName = "PATH",
        };
        var predictions = new Option<string?>("--predictions")
        {
            Description = "Publish only the predictions of this CSV file (match_id,model_id,home_goals,away_goals,submitted_at).",
            HelpName = "FILE.csv",
        };
        var forecasters = Forecasters();
        var rate = Number("--rate", "N", "Messages per second (default: as fast as the broker confirms).", n => n > 0, "a number above 0");
        var speed = Number(
            "--speed", "TIMES", "So many times as fast as it was: 3600 plays an hour in a second (default: as fast as the broker confirms).",
            n => n >= 1, "a number from 1");
        var shuffle = new Option<int?>("--shuffle")
        {
            Description = "Send everything in a random order; the same seed repeats it.",
            HelpName = "SEED",
        };
        var duplicate = Number(
            "--duplicate", "P", "Send each message twice with this probability.", p => p is >= 0 and <= 1, "a number from 0 to 1");
        var resume = new Option<string?>("--resume")
        {
            Description = "Keep in this file how far it got, and go on from there if it is there already.",
            HelpName = "FILE",
        };
        var json = FeedOptions.Json();
        var rabbitMq = FeedOptions.RabbitMq();
        var command = new Command("replay", "Publish real seasons: results, and predictions as they would have been made at the time.")
        {
            results, predictions, forecasters, rate, speed, shuffle, duplicate, resume, json, rabbitMq,
        };
        command.Validators.Add(given =>
        {
            if (given.GetResult(predictions) is not null && given.GetResult(forecasters) is not null)
                given.AddError("--predictions publishes only the file's predictions: leave out --forecasters.");
            if (given.GetResult(speed) is not null && given.GetResult(rate) is not null)
                given.AddError("--rate and --speed are two ways to say how fast: leave out one.");
            if (given.GetResult(speed) is not null && given.GetResult(shuffle) is not null)
                given.AddError("--speed needs the order of time: leave out --shuffle.");
        });
        command.SetAction((given, ct) => ReplayRun.RunAsync(
            new ReplayRequest(
                given.GetRequiredValue(results),
                given.GetValue(predictions),
                given.GetValue(forecasters) ?? BuiltInForecasters.All,
                new Pace(given.GetValue(rate), given.GetValue(speed)),
                given.GetValue(shuffle),
                given.GetValue(duplicate) ?? 0,
                given.GetValue(rabbitMq),
                given.GetValue(resume),
                given.GetValue(json)),
            AnsiConsole.Console,
            ct));
        return command;
    }

    private static Option<IReadOnlyList<Forecaster>?> Forecasters() => new("--forecasters")
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
                    result.AddError($"There is no forecaster '{id}'. There are: {Names}.");
            }
            if (ids.Length == 0)
                result.AddError($"--forecasters needs a name. There are: {Names}.");
            return chosen;
        },
    };

    private static Option<double?> Number(string name, string unit, string about, Func<double, bool> allowed, string rule) => new(name)
    {
        Description = about,
        HelpName = unit,
        CustomParser = result =>
        {
            var given = result.Tokens[0].Value;
            if (double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && allowed(number))
                return number;
            result.AddError($"{name} must be {rule}, not '{given}'.");
            return null;
        },
    };
}
