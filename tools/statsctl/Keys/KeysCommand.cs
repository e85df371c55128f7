using System.CommandLine;
using System.Text.Json;

namespace Statsctl.Keys;

/// <summary><c>statsctl keys</c>: creates keys of the API.</summary>
public static class KeysCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create() => new("keys", "Create API keys.") { New() };

    private static Command New()
    {
        var name = new Option<string>("--name") { Description = "The client's name, for logs.", HelpName = "NAME", Required = true };
        name.Validators.Add(given =>
        {
            if (string.IsNullOrWhiteSpace(given.GetValueOrDefault<string>()) || given.GetValueOrDefault<string>().Any(char.IsControl))
                given.AddError("--name must name the client, for example website.");
        });
        var scopes = new Option<string[]>("--scope")
        {
            Description = "A scope that the key grants; repeatable (default: stats:read).",
            HelpName = "SCOPE",
            DefaultValueFactory = _ => [NewApiKey.AllScopes[0]],
        };
        scopes.AcceptOnlyFromAmong([.. NewApiKey.AllScopes]);
        var expires = new Option<DateTimeOffset?>("--expires")
        {
            Description = $"When the key expires: {Expiry.Rule} (default: never).",
            HelpName = "WHEN",
            CustomParser = given =>
            {
                var end = Expiry.Parse(given.Tokens[0].Value, TimeProvider.System.GetUtcNow());
                if (end is null)
                    given.AddError($"--expires must be in the future and be {Expiry.Rule}, not '{given.Tokens[0].Value}'.");
                return end;
            },
        };
        var index = new Option<int>("--index")
        {
            Description = "The key's index in the settings: take the first free one.",
            HelpName = "N",
            DefaultValueFactory = _ => 0,
        };
        index.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 0 or > 9999)
                given.AddError("--index must be a whole number from 0 to 9999.");
        });
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var command = new Command("new", "Create a key. It is shown once and stored nowhere: the settings contain its hash.")
        {
            name, scopes, expires, index, json,
        };
        command.SetAction(parsed =>
        {
            var key = NewApiKey.Create(parsed.GetValue(name)!, [.. parsed.GetValue(scopes)!.Distinct()], parsed.GetValue(expires));
            Print(key, parsed.GetValue(index), parsed.GetValue(json));
        });
        return command;
    }

    private static void Print(NewApiKey key, int index, bool json)
    {
        var settings = key.Settings(index).ToArray();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { key.Key, key.Name, key.Sha256, key.Scopes, key.ExpiresAt, Settings = settings.ToDictionary() }, Json));
            return;
        }
        Console.WriteLine($"The key, shown only once: {key.Key}");
        Console.WriteLine();
        Console.WriteLine("Settings that make StatsApi accept it:");
        foreach (var (setting, value) in settings)
            Console.WriteLine($"{setting}={value}");
    }
}
