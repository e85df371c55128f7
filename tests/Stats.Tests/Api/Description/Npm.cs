using System.ComponentModel;
using System.Diagnostics;

namespace Stats.Tests.Api.Description;

/// <summary>npm and its registry, which are not available on every machine.</summary>
internal static class Npm
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Lazy<string?> Missing = new(Look);

    /// <summary>Skips the test, with the reason, if either is unavailable.</summary>
    public static void SkipWhereMissing() => Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");

    private static string? Look()
    {
        try
        {
            var start = new ProcessStartInfo("npm", ["ping"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var npm = Process.Start(start)!;
            if (npm.WaitForExit(Patience) && npm.ExitCode == 0)
                return null;
            npm.Kill(entireProcessTree: true);
            return "npm's registry doesn't answer; tests that need its packages are skipped.";
        }
        catch (Win32Exception)
        {
            return "npm is not on the PATH; tests that need its packages are skipped.";
        }
    }
}
