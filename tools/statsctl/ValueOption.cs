namespace Statsctl;

/// <summary>Options that are parsed and checked here, so that their error messages name the expected value.</summary>
internal static class ValueOption
{
    /// <param name="unit">Its value in the help; null for the option's name.</param>
    /// <param name="parse">Parses a value; null if it is wrong.</param>
    /// <param name="rule">The expected value, for the error message.</param>
    public static Option<T> Create<T>(
        string name, string description, string? unit, Func<string, T?> parse, string rule, bool required = false)
    {
        return new Option<T>(name)
        {
            Description = description,
            Required = required,
            HelpName = unit,
            CustomParser = result =>
            {
                if (result.Tokens is [var token] && parse(token.Value) is { } value)
                    return value;
                result.AddError($"{name} must be {rule}, not '{string.Join(' ', result.Tokens)}'.");
                return default;
            },
        };
    }

    /// <summary>Creates an option for a number, with or without a fraction.</summary>
    public static Option<double?> Number(
        string name, string description, string unit, Func<double, bool> allowed, string rule) => Create<double?>(
        name,
        description,
        unit,
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && allowed(number) ? number : null,
        rule);

    /// <summary>Refuses values that are not allowed, with this message.</summary>
    public static Option<T> Must<T>(this Option<T> option, Func<T, bool> allowed, string message)
    {
        option.Validators.Add(given =>
        {
            try
            {
                if (!allowed(given.GetValueOrDefault<T>()!))
                    given.AddError(message);
            }
            catch (InvalidOperationException)
            {
                // It has no value: the parser has said why.
            }
        });
        return option;
    }
}
