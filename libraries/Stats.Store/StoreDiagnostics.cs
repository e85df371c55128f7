using System.Diagnostics;

namespace Stats.Store;

/// <summary>The spans of a scoring: the whole, and its commit, for which the database driver has no span.</summary>
internal static class StoreDiagnostics
{
    private static readonly ActivitySource Source = new("Stats.Store");

    public static Activity? Record() => Source.StartActivity("record match");

    public static Activity? Commit() => Source.StartActivity("commit");
}
