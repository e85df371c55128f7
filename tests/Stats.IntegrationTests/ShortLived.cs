using System.Runtime.CompilerServices;

namespace Stats.IntegrationTests;

/// <summary>Settings of .NET for the processes that tests start.</summary>
internal static class ShortLived
{
    /// <summary>
    /// These processes live for seconds: compiling their methods again, for speed, takes a quarter of their processor time. They inherit
    /// the variable.
    /// </summary>
    [ModuleInitializer]
    internal static void CompileLess() => Environment.SetEnvironmentVariable("DOTNET_TC_CallCountThreshold", "1000");
}
