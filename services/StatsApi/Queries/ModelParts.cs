namespace StatsApi.Queries;

/// <summary>Parts of a model's page.</summary>
[Flags]
internal enum ModelParts
{
    None = 0,
    Clubs = 1,
    Competitions = 2,
    Form = 4,
    Streaks = 8,
    All = Clubs | Competitions | Form | Streaks,
}

internal static class ModelPartNames
{
    /// <summary>Sorted.</summary>
    public static readonly string[] All = ["clubs", "competitions", "form", "streaks"];

    /// <returns>Null if a name is unknown or repeated.</returns>
    public static ModelParts? Parse(string text)
    {
        var parts = ModelParts.None;
        foreach (var name in text.Split(','))
        {
            var part = (ModelParts)(1 << Array.IndexOf(All, name));
            if (!All.Contains(name) || parts.HasFlag(part))
                return null;
            parts |= part;
        }
        return parts;
    }

    public static IReadOnlyList<string> Names(this ModelParts parts) => [.. All.Where((_, n) => parts.HasFlag((ModelParts)(1 << n)))];
}
