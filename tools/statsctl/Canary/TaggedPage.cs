namespace Statsctl.Canary;

/// <summary>A page of the API, and the tag of its scope.</summary>
/// <param name="Path">After <c>/api/stats/</c>.</param>
/// <param name="Scope">The tag whose version the page shows as <c>meta.version</c>.</param>
public sealed record TaggedPage(string Path, string Scope)
{
    /// <summary>The pages that have this tag as their scope; none for <see cref="Tags.Names"/>, whose version no page shows.</summary>
    public static IReadOnlyList<TaggedPage> Of(string tag)
    {
        var (kind, id, season) = Tags.Read(tag);
        string[] paths = kind switch
        {
            Tags.Overall => ["overall", "leaderboard", "corrections"],
            "competition" => [$"competition/{Escape(id)}", $"leaderboard?competition={Escape(id)}", $"corrections?competition={Escape(id)}"],
            "club" => [$"club/{Escape(id)}", $"leaderboard?club={Escape(id)}"],
            "match" => [$"matches/{Escape(id)}"],
            _ => [],
        };
        return [.. paths.Select(path => new TaggedPage(season.Length == 0 ? path : $"{path}{(path.Contains('?') ? '&' : '?')}season={Escape(season)}", tag))];
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
