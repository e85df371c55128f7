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
        var (code, output, error) = await ProgramRun.RunAsync("npm", arguments, folder: Checkout.PathOf("clients/typescript"));
        Assert.True(code == 0, $"npm {string.Join(' ', arguments)} in clients/typescript:\n{output}\n{error}");
    }
}
