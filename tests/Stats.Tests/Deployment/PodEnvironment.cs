using System.Collections;

namespace Stats.Tests.Deployment;

/// <summary>
/// Replaces this process's settings with the environment variables of a pod until disposed. Tests that use it run alone
/// (<see cref="Collection"/>).
/// </summary>
internal sealed class PodEnvironment : IDisposable
{
    /// <summary>The collection of tests that change the environment of their process.</summary>
    public const string Collection = "Environment";

    private readonly Dictionary<string, string?> _before;

    public PodEnvironment(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var own = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key)
            .Where(key => key.Contains("__", StringComparison.Ordinal) || key.StartsWith("OTEL_", StringComparison.Ordinal)
                || key.StartsWith("ASPNETCORE_", StringComparison.Ordinal));
        var pod = settings.ToDictionary();
        _before = own.Concat(pod.Keys).Distinct().ToDictionary(key => key, Environment.GetEnvironmentVariable);
        foreach (var key in _before.Keys)
            Environment.SetEnvironmentVariable(key, pod.GetValueOrDefault(key));
    }

    public void Dispose()
    {
        foreach (var (key, value) in _before)
            Environment.SetEnvironmentVariable(key, value);
    }
}

/// <summary>Tests of this collection don't run in parallel with others.</summary>
[CollectionDefinition(PodEnvironment.Collection, DisableParallelization = true)]
public sealed class EnvironmentTests;
