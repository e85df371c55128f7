using System.CommandLine;
using Spectre.Console;
using Statsctl.Feed;
using Statsctl.Forecasters;
using Statsctl.Results;

namespace Season.Replay;

/// <summary><c>season replay</c>: publishes real seasons to Stats, with predictions as they would have been made at the time.</summary>
public static class ReplayCommand
{
    public static Command Create()
    {
        var results = new Option<string[]>("--results")
        {
            Description = "Results: football.json, Football.TXT, CSV (date,home,away,home_goals,away_goals[,time], or as on "
                + "football-data.co.uk), folders of them.",
            Required = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
            HelpName = "PATH",
        };
        var (zones, season) = (TimeZones.Option(), ResultsOptions.Season());
        var predictions = ReplayOptions.Predictions();
        var forecasters = ForecastersOption.Create();
        var rate = ValueOption.Number(
            "--rate", "Messages per second (default: as fast as the broker confirms).", "N", n => n > 0, "a number above 0");
        var speed = ValueOption.Number(
            "--speed", "Times as fast as in reality: 3600 replays an hour in a second (default: as fast as the broker confirms).", "TIMES",
            n => n >= 1, "a number from 1");
        var (shuffle, duplicate) = (ReplayOptions.Shuffle(), ReplayOptions.Duplicate());
        var resume = new Option<string?>("--resume")
        {
            Description = "Record the progress in this file; if it exists, continue from there.",
            HelpName = "FILE",
        };
        var json = FeedOptions.Json();
        var rabbitMq = FeedOptions.RabbitMq();
        var command = new Command("replay", "Publish real seasons: results, and predictions as they would have been made at the time.")
        {
            results, zones, season, predictions, forecasters, rate, speed, shuffle, duplicate, resume, json, rabbitMq,
        };
        command.Validators.Add(given =>
        {
            if (given.GetResult(predictions) is not null && given.GetResult(forecasters) is not null)
                given.AddError("--predictions replaces the forecasters: leave out --forecasters.");
            if (given.GetResult(speed) is not null && given.GetResult(rate) is not null)
                given.AddError("--rate and --speed exclude each other: leave out one.");
            if (given.GetResult(speed) is not null && given.GetResult(shuffle) is not null)
                given.AddError("--speed needs the chronological order: leave out --shuffle.");
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
                given.GetValue(json),
                given.GetValue(zones),
                given.GetValue(season)),
            AnsiConsole.Console,
            ct));
        return command;
    }
}
