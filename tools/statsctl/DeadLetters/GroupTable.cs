namespace Statsctl.DeadLetters;

/// <summary>Groups of messages for people: a table on a terminal, a line each elsewhere.</summary>
internal static class GroupTable
{
    public static void Print(IAnsiConsole console, IReadOnlyList<LetterGroup> groups)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            foreach (var group in groups)
                console.Profile.Out.Writer.WriteLine(Line(group));
            return;
        }
        var table = new Table().Border(TableBorder.Simple);
        foreach (var title in new[] { "Queue", "Reason", "Field" })
            table.AddColumn(title);
        table.AddColumn("Count", column => column.RightAligned().NoWrap());
        foreach (var title in new[] { "Oldest", "Newest" })
            table.AddColumn(title);
        foreach (var group in groups)
        {
            // As text, not markup: a feed's text may contain brackets.
            table.AddRow(
                new Text(group.Queue),
                new Text(LetterBody.Printable(group.Reason)),
                new Text(LetterBody.Printable(group.Field)),
                new Text($"{group.Count:N0}"),
                new Text(Time(group.Oldest)),
                new Text(Time(group.Newest)));
        }
        console.Write(table);
    }

    private static string Line(LetterGroup group)
    {
        var field = group.Field.Length == 0 ? "" : $" ({LetterBody.Printable(group.Field)})";
        var when = group.Oldest is null ? "" : $", {Time(group.Oldest)} to {Time(group.Newest)}";
        return $"{group.Queue}: {group.Count:N0} {LetterBody.Printable(group.Reason)}{field}{when}";
    }

    private static string Time(DateTimeOffset? at) => at is { } time ? $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : "";
}
