using Statsctl.Results.Sources;

namespace Statsctl.Results;

/// <summary>
/// The names of clubs, from CSV: <c>competition,name,id,display_name</c>. The competition may end with a star; an empty display name is
/// the name.
/// </summary>
internal sealed class ClubAliases
{
    private const string Resource = "aliases.csv";

    private static readonly string[] Columns = ["competition", "name", "id"];

    private readonly Dictionary<string, ClubAlias[]> _byName;

    private ClubAliases(IEnumerable<ClubAlias> aliases) => _byName = aliases
        .GroupBy(alias => alias.Name, StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.OrderBy(alias => alias.Competitions.Precision).ToArray(), StringComparer.Ordinal);

    public static ClubAliases None { get; } = new([]);

    /// <summary>The clubs of the largest leagues, which come with the program.</summary>
    public static ClubAliases Shipped { get; } = ReadShipped();

    /// <exception cref="UnreadableFileException">Names the line, the column and the expected value.</exception>
    public static ClubAliases Read(string path) => Read(path, TextFile.Read(path));

    /// <summary>The alias of a name in a competition, by the narrowest pattern; null if there is none.</summary>
    public ClubAlias? Find(string competitionId, string name) => _byName.TryGetValue(name, out var aliases)
        ? Array.FindLast(aliases, alias => alias.Competitions.Matches(competitionId))
        : null;

    private static ClubAliases ReadShipped()
    {
        using var resource = typeof(ClubAliases).Assembly.GetManifestResourceStream(Resource)!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return Read(Resource, bytes.ToArray());
    }

    private static ClubAliases Read(string path, byte[] utf8)
    {
        using var table = CsvTable.Open(path, utf8, Columns, "display_name");
        var aliases = new Dictionary<(string Competitions, string Name), ClubAlias>();
        while (table.Next())
        {
            var alias = Alias(table);
            if (!aliases.TryAdd((alias.Competitions.Text, alias.Name), alias))
                throw table.Expected("a name once for each competition", "name");
        }
        return new ClubAliases(aliases.Values);
    }

    private static ClubAlias Alias(CsvTable row)
    {
        var competitions = new CompetitionPattern(row["competition"]);
        if (!competitions.IsValid)
            throw row.Expected(CompetitionPattern.Rule, "competition");
        if (row["name"].Length == 0)
            throw row.Expected("a club's name as in a source", "name");
        if (!FeedIds.IsValid(row["id"]))
            throw row.Expected($"an id of {FeedIds.Rule}", "id");
        return new ClubAlias(competitions, row["name"], row["id"], row["display_name"] is { Length: > 0 } shown ? shown : row["name"]);
    }
}
