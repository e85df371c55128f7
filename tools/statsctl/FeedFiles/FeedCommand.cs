namespace Statsctl.FeedFiles;

/// <summary><c>statsctl feed</c>: helps authors of a feed.</summary>
public static class FeedCommand
{
    public static Command Create() => new("feed", "Tools for authors of a feed.") { Check() };

    internal static Argument<string[]> Files() => new("file")
    {
        Description = "JSON Lines, a JSON array or one object; - is standard input. Each message is a body, {\"routingKey\", \"body\"}, or a CloudEvent.",
        Arity = ArgumentArity.OneOrMore,
        HelpName = "FILE",
    };

    /// <summary>The kind of bare bodies.</summary>
    internal static Option<MessageKind?> Type()
    {
        var names = string.Join('|', MessageKind.All.Select(kind => kind.Name));
        return ValueOption.Create<MessageKind?>(
            "--type", "The type of bare bodies (default: inferred from their members).", names, MessageKind.Named, names);
    }

    private static Command Check()
    {
        var files = Files();
        var type = Type();
        var strict = new Option<bool>("--strict") { Description = $"Also exit with {ExitCode.Refused} if there are warnings." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object, for scripts." };
        var check = new Command(
            "check",
            $"Check files of messages as the service would, without sending them. Exit code {ExitCode.Refused} if it would refuse any.")
        {
            files, type, strict, json,
        };
        check.SetAction(async (parsed, ct) =>
        {
            var report = (await FeedCheck.OfAsync(parsed.GetRequiredValue(files), parsed.GetValue(type), ct)).Report;
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(report, FeedFilesJson.Default.FeedCheckReport));
            else
                Say(report, Console.Out);
            return report.Refused == 0 && !(parsed.GetValue(strict) && report.Warnings > 0) ? ExitCode.Done : ExitCode.Refused;
        });
        return check;
    }

    internal static void Say(FeedCheckReport report, TextWriter to)
    {
        foreach (var finding in report.Findings)
            to.WriteLine(finding);
        to.WriteLine(report.Line);
    }
}
