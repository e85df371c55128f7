using System.Runtime.CompilerServices;
using Season.Forecasters;
using Season.Replay;

namespace Stats.Tests.Replay;

/// <summary>The season in samples/, found from this source file.</summary>
internal static class SampleSeason
{
    public static string Path { get; } = InRepository("samples/2015-16/en.1.csv");

    public static string Predictions { get; } = InRepository("samples/predictions.csv");

    public static IReadOnlyList<FeedMatch> Matches { get; } = ResultsFiles.Read([Path]).Matches;

    private static string InRepository(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, path)))
                return System.IO.Path.Combine(folder.FullName, path);
        }
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(ThisFolder(), "../../..", path));
    }

    private static string ThisFolder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
