namespace Statsctl.Store;

/// <summary>Options that several commands of the store share.</summary>
internal static class StoreOptions
{
    public static Option<string?> Postgres() => new("--postgres") { Description = $"Npgsql connection string; by default from {Database.Key}." };

    public static Option<string?> Redis() =>
        new("--redis") { Description = $"StackExchange.Redis configuration; by default from {PageFloors.Key}." };

    public static Option<int> Number(string name, string description, int fallback, int least, int most)
    {
        var option = new Option<int>(name) { Description = $"{description} (default: {fallback}).", HelpName = "N", DefaultValueFactory = _ => fallback };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is var number && (number < least || number > most))
                given.AddError($"{name} must be from {least} to {most}, not {number}.");
        });
        return option;
    }
}
