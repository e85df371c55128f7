using System.ComponentModel;
using System.Diagnostics;

namespace Stats.Tests.Api.Description;

/// <summary>A fact that needs npm and its registry; skipped where either is out of reach.</summary>
internal sealed class NpmFactAttribute : FactAttribute
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Lazy<string?> Missing = new(Look);

    public NpmFactAttribute() => Skip = Missing.Value;

    private static string? Look()
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ping"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            if (npm.WaitForExit(Patience) && npm.ExitCode == 0)
                return null;
            npm.Kill(entireProcessTree: true);
            return "npm's registry doesn't answer; what needs its packages was not checked.";
        }
        catch (Win32Exception)
        {
            return "npm is not on the PATH; what needs its packages was not checked.";
        }
    }
}
