namespace Stats.Tests.Api.Description;

/// <summary>npm and its registry, which are not available on every machine.</summary>
internal static class Npm
{
    private static readonly Lazy<string?> Missing = new(Look);

    /// <summary>Skips the test, with the reason, if either is unavailable.</summary>
    public static void SkipWhereMissing() => Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");

    private static string? Look() =>
        ProgramRun.RunAsync("npm", ["ping"], patience: TimeSpan.FromSeconds(20)).GetAwaiter().GetResult().Code switch
        {
            0 => null,
            ProgramRun.Missing => "npm is not on the PATH; tests that need its packages are skipped.",
            _ => "npm's registry doesn't answer; tests that need its packages are skipped.",
        };
}
