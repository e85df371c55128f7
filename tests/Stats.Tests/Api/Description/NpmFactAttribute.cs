using System.ComponentModel;
using System.Diagnostics;

namespace Stats.Tests.Api.Description;

/// <summary>A fact that needs npm; skipped where there is none.</summary>
internal sealed class NpmFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Found = new(Look);

    public NpmFactAttribute() => Skip = Found.Value ? null : "npm is not on the PATH; the TypeScript client was not checked.";

    private static bool Look()
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["--version"]) { RedirectStandardOutput = true })!;
            npm.WaitForExit();
            return npm.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
