using System.Runtime.CompilerServices;

namespace Stats.IntegrationTests;

/// <summary>.NET settings for the processes that tests start.</summary>
internal static class ShortLived
{
    /// <summary>The calls, in hexadecimal, after which a method is compiled again.</summary>
    internal const string Threshold = "DOTNET_TC_CallCountThreshold";

    /// <summary>
    /// These processes live for seconds. Recompiling their methods at a higher tier takes a quarter of their processor time. They inherit
    /// the environment variable.
    /// </summary>
    [ModuleInitializer]
    internal static void CompileLess() => Environment.SetEnvironmentVariable(Threshold, "1000");
}
