using Microsoft.Extensions.Options;

namespace StatsApi.Cors;

/// <summary>Which websites' scripts may read the API (<c>Cors__*</c>).</summary>
internal sealed class OriginOptions
{
    public const string Section = "Cors";

    public const string Any = "*";

    /// <summary>None: browsers let no other site's script read an answer. <c>*</c> stands for every site, an empty one for none.</summary>
    public IList<string> Origins { get; set; } = [];
}

/// <summary>Says which setting to mend.</summary>
internal sealed class OriginOptionsValidator : IValidateOptions<OriginOptions>
{
    // Each request of a browser is compared with them.
    private const int Most = 100;

    public ValidateOptionsResult Validate(string? name, OriginOptions options)
    {
        if (options.Origins.Count > Most)
            return ValidateOptionsResult.Fail($"Cors__Origins may be {Most} at most, and there are {options.Origins.Count}.");
        var failures = options.Origins.Index().Where(origin => !IsOrigin(origin.Item))
            .Select(origin => $"Cors__Origins__{origin.Index} must be an origin without a path, for example https://www.example.com, or {OriginOptions.Any}.")
            .ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // As browsers send it (RFC 6454): anything else would match none and be found out late.
    private static bool IsOrigin(string text) => text is "" or OriginOptions.Any
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text);
}
