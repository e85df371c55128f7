namespace Statsctl.Results.Sources;

/// <summary>
/// Reads the results of a finished match in OpenLigaDB. Each league declares its own; <c>resultTypeKind</c> and <c>resultTypeID</c> are
/// the same in all. In cups, the final result may include extra time.
/// </summary>
internal static class OpenLigaDbScore
{
    private enum Part
    {
        HalfTime,
        Final,
        After90Minutes,
        ExtraTime,
        StoppageTime,
        Shootout,
    }

    /// <summary>The score; null if the answer has none for certain after 90 minutes.</summary>
    /// <exception cref="UnreadableFileException">A result is of an unknown kind, or two of one kind differ.</exception>
    public static Score? Read(LocatedJson match)
    {
        var parts = new Dictionary<Part, Goals>();
        foreach (var result in match["matchResults"]?.Items ?? [])
        {
            if (JsonGoals.Read(result, "pointsTeam1", "pointsTeam2") is not { } goals)
                continue;
            var part = PartOf(result);
            if (!parts.TryAdd(part, goals) && parts[part] != goals)
                throw result.Expected("one result of each kind, found two that differ");
        }
        var final = parts.GetValueOrDefault(Part.Final);
        var shootout = parts.GetValueOrDefault(Part.Shootout);
        // Some cups call extra time the stoppage time; filled in after 90 minutes, it repeats their score.
        var extraTime = parts.GetValueOrDefault(Part.ExtraTime)
            ?? (parts.GetValueOrDefault(Part.StoppageTime) is { } late && (late != final || shootout is not null) ? late : null);
        // Extra time or a shoot-out follows a level score; another final score is not that of the 90 minutes.
        var isLongOver = extraTime is not null || shootout is not null;
        var after90 = parts.GetValueOrDefault(Part.After90Minutes) ?? (isLongOver && final?.Home != final?.Away ? null : final);
        return after90 is null ? null : new Score(after90, extraTime, shootout);
    }

    private static Part PartOf(LocatedJson result)
    {
        var name = result["resultName"]?.Text ?? "";
        if (name.Contains("90 Minuten", StringComparison.OrdinalIgnoreCase))
            return Part.After90Minutes;
        return (result["resultTypeKind"]?.Text, result["resultTypeID"]?.Number) switch
        {
            ("HalfTime", _) => Part.HalfTime,
            ("After90Minutes", _) => Part.Final,
            ("AfterExtraTime", _) => Part.ExtraTime,
            ("AfterPenalties", _) => Part.Shootout,
            _ when name.Contains("Elfmeter", StringComparison.OrdinalIgnoreCase) => Part.Shootout,
            _ when name.Contains("Verlängerung", StringComparison.OrdinalIgnoreCase) => Part.ExtraTime,
            _ when name.Contains("Nachspielzeit", StringComparison.OrdinalIgnoreCase) => Part.StoppageTime,
            (_, 1) => Part.HalfTime,
            (_, 2) => Part.Final,
            (_, 4) => Part.ExtraTime,
            (_, 5) => Part.Shootout,
            _ => throw result.Expected("a known 'resultTypeKind' or 'resultTypeID'"),
        };
    }
}
