namespace StatsApi.Cors;

/// <summary>The websites whose scripts may read the API (<c>Cors__*</c>).</summary>
internal sealed class OriginOptions
{
    public const string Section = "Cors";

    public const string Any = "*";

    /// <summary>The allowed origins: <c>*</c> allows every site, an empty one none. By default, no other site is allowed.</summary>
    public IList<string> Origins { get; set; } = [];
}

internal sealed class OriginOptionsValidator : IValidateOptions<OriginOptions>
{
    // Each cross-origin request is compared with all of them.
    private const int Most = 100;

    public ValidateOptionsResult Validate(string? name, OriginOptions options)
    {
        if (options.Origins.Count > Most)
            return ValidateOptionsResult.Fail($"Cors__Origins has {options.Origins.Count} origins, but may have {Most}. Remove some.");
        var failures = options.Origins.Index().Where(origin => !IsOrigin(origin.Item))
            .Select(origin => $"Cors__Origins__{origin.Index} must be an origin without a path, "
                + $"for example https://www.example.com, or {OriginOptions.Any}.")
            .ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // As browsers send it (RFC 6454). Anything else would never match, and an operator would notice late.
    private static bool IsOrigin(string text) => text is "" or OriginOptions.Any
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text);
}
