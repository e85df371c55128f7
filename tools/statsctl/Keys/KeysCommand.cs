using System.CommandLine;
using System.Text.Json;

namespace Statsctl.Keys;

/// <summary><c>statsctl keys</c>: creates keys of the API.</summary>
public static class KeysCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create() => new("keys", "Keys of the API.") { New() };

    private static Command New()
    {
        var name = new Option<string>("--name") { Description = "Whose it is, for logs.", HelpName = "NAME", Required = true };
        name.Validators.Add(given =>
        {
            if (string.IsNullOrWhiteSpace(given.GetValueOrDefault<string>()) || given.GetValueOrDefault<string>().Any(char.IsControl))
                given.AddError("--name must say whose key it is, for example website.");
        });
        var scopes = new Option<string[]>("--scope")
        {
            Description = "What it may do; may be repeated. By default stats:read.",
            HelpName = "SCOPE",
            DefaultValueFactory = _ => [NewApiKey.AllScopes[0]],
        };
        scopes.AcceptOnlyFromAmong([.. NewApiKey.AllScopes]);
        var expires = new Option<DateTimeOffset?>("--expires")
        {
            Description = $"When it ends: {Expiry.Rule}. By default never.",
            HelpName = "WHEN",
            CustomParser = given =>
            {
                var end = Expiry.Parse(given.Tokens[0].Value, TimeProvider.System.GetUtcNow());
                if (end is null)
                    given.AddError($"--expires must lie in the future and be {Expiry.Rule}, not '{given.Tokens[0].Value}'.");
                return end;
            },
        };
        var index = new Option<int>("--index")
        {
            Description = "Its place among the keys in the settings: the first one that is free.",
            HelpName = "N",
            DefaultValueFactory = _ => 0,
        };
        index.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 0 or > 9999)
                given.AddError("--index must be a whole number from 0 to 9999.");
        });
        var json = new Option<bool>("--json") { Description = "As JSON, for scripts." };
        var command = new Command("new", "Make a key. It is shown once and kept nowhere: the settings take its hash.") { name, scopes, expires, index, json };
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
        Console.WriteLine($"The key, shown this once: {key.Key}");
        Console.WriteLine();
        Console.WriteLine("The settings of StatsApi that take it:");
        foreach (var (setting, value) in settings)
            Console.WriteLine($"{setting}={value}");
    }
}
