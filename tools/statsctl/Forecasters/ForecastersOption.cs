namespace Statsctl.Forecasters;

/// <summary>The option <c>--forecasters</c>.</summary>
public static class ForecastersOption
{
    private const string Everyone = "all";

    private static string Names => string.Join(", ", BuiltInForecasters.All.Select(forecaster => forecaster.Id));

    public static Option<IReadOnlyList<Forecaster>?> Create() => new("--forecasters")
    {
        Description = $"Which forecasters predict, separated by commas (default: {Everyone} of {Names}).",
        HelpName = "A,B,…",
        CustomParser = result =>
        {
            var chosen = new List<Forecaster>();
            var ids = result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var id in ids.Distinct())
            {
                if (id == Everyone)
                    return BuiltInForecasters.All;
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
