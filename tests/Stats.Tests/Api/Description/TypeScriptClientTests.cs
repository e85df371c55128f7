using System.Diagnostics;
using Stats.Tests.Deployment;

namespace Stats.Tests.Api.Description;

public sealed class TypeScriptClientTests
{
    /// <summary>Lints the descriptions of API and broker, generates the client, and type-checks client and samples.</summary>
    [Fact]
    public async Task The_TypeScript_client_matches_the_description_and_type_checks()
    {
        Npm.SkipWhereMissing();
        await NpmAsync("ci");
        await NpmAsync("run", "check");
    }

    private static async Task NpmAsync(params string[] arguments)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", arguments)
        {
            WorkingDirectory = Checkout.PathOf("clients/typescript"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var (output, error) = (npm.StandardOutput.ReadToEndAsync(patience.Token), npm.StandardError.ReadToEndAsync(patience.Token));
        await npm.WaitForExitAsync(patience.Token);
        Assert.True(npm.ExitCode == 0, $"npm {string.Join(' ', arguments)} in clients/typescript:\n{await output}\n{await error}");
    }
}
