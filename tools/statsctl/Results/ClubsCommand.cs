using Statsctl.Results.Sources;

namespace Statsctl.Results;

/// <summary><c>statsctl results clubs</c>: writes the file of aliases for sources.</summary>
internal static class ClubsCommand
{
    public static Command Create()
    {
        var sources = ResultsOptions.Sources();
        var (season, aliases) = (ResultsOptions.Season(), ResultsOptions.Aliases());
        var command = new Command(
            "clubs",
            "Write the clubs of sources as a file for --aliases of results apply. Comments at its end name likely duplicates: "
            + "edit the file so that the names of one club have one id.")
        {
            sources, season, aliases,
        };
        command.SetAction((given, ct) => RunAsync(
            given.GetRequiredValue(sources), given.GetValue(season), given.GetValue(aliases), ct));
        return command;
    }

    private static async Task RunAsync(string[] sources, string? season, string? aliases, CancellationToken ct)
    {
        var given = aliases is null ? ClubAliases.None : ClubAliases.Read(aliases);
        var reading = await ResultSources.ReadAllAsync(ResultsOptions.Open(sources, season), ct);
        var list = ClubList.Of(reading.Seasons, given, ClubAliases.Shipped);
        foreach (var line in Lines(list))
            await Console.Out.WriteLineAsync(line);
        if (list.Duplicates.Count > 0)
        {
            await Console.Error.WriteLineAsync(
                $"statsctl: {list.Duplicates.Count:N0} pairs of names are likely of one club each: see the comments at the end");
        }
    }

    /// <summary>The file, line by line.</summary>
    internal static IEnumerable<string> Lines(ClubList list)
    {
        yield return "competition,name,id,display_name";
        foreach (var (competitions, name, id, shown) in list.Clubs)
            yield return string.Join(',', competitions.Text, Field(name), id, Field(shown));
        foreach (var (competition, one, other) in list.Duplicates)
            yield return $"# {competition}: '{one}' and '{other}' are likely one club: give both the same id.";
    }

    // RFC 4180.
    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"#") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
