namespace Statsctl.Keys;

/// <summary><c>statsctl keys</c>: creates keys of the API.</summary>
public static class KeysCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create() => new("keys", "Create API keys.") { New() };

    private static Command New()
    {
        var name = new Option<string>("--name") { Description = "The client's name, for logs.", HelpName = "NAME", Required = true }
            .Must(
                text => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl),
                "--name must name the client, for example website.");
        var scopes = new Option<string[]>("--scope")
        {
            Description = "A scope that the key grants; repeatable (default: stats:read).",
            HelpName = "SCOPE",
            DefaultValueFactory = _ => [NewApiKey.AllScopes[0]],
        };
        scopes.AcceptOnlyFromAmong([.. NewApiKey.AllScopes]);
        var expires = ValueOption.Create<DateTimeOffset?>(
            "--expires",
            $"When the key expires: {Expiry.Rule} (default: never).",
            "WHEN",
            text => Expiry.Parse(text, TimeProvider.System.GetUtcNow()),
            $"in the future and be {Expiry.Rule}");
        var index = new Option<int>("--index")
        {
            Description = "The key's index in the settings: take the first free one.",
            HelpName = "N",
            DefaultValueFactory = _ => 0,
        }.Must(number => number is >= 0 and <= 9999, "--index must be a whole number from 0 to 9999.");
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
