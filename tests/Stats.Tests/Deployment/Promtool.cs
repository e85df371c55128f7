namespace Stats.Tests.Deployment;

/// <summary>Prometheus's tool for rules. It needs no running Prometheus.</summary>
internal static class Promtool
{
    public const string Missing = "promtool is not on the PATH: .ci/run installs it with Debian's package prometheus.";

    private static readonly Lazy<bool> Found = new(() => Run(Checkout.Root, "--version").Code == 0);

    public static bool IsThere => Found.Value;

    public static (int Code, string Output) Run(string folder, params string[] arguments)
    {
        var (code, output, error) = ProgramRun.RunAsync("promtool", arguments, folder: folder).GetAwaiter().GetResult();
        return (code, output + error);
    }
}
