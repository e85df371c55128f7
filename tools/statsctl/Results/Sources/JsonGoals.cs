namespace Statsctl.Results.Sources;

/// <summary>Reads goals from two numbers of a service's answer.</summary>
internal static class JsonGoals
{
    private const int Most = 99;

    /// <summary>The goals; null if both members are absent or null.</summary>
    /// <exception cref="UnreadableFileException">They are no numbers from 0 to 99, or one is missing.</exception>
    public static Goals? Read(LocatedJson? parent, string home, string away)
    {
        if (parent is null || (parent[home] is null && parent[away] is null))
            return null;
        return TryRead(parent, home, away) ?? throw parent.Expected($"'{home}' and '{away}' to be numbers from 0 to {Most}");
    }

    /// <summary>The goals; null if they are no two numbers from 0 to 99.</summary>
    public static Goals? TryRead(LocatedJson? parent, string home, string away) =>
        parent?[home]?.Number is { } h and >= 0 and <= Most && parent?[away]?.Number is { } a and >= 0 and <= Most
            ? new Goals(h, a)
            : null;
}
