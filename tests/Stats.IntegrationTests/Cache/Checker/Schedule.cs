namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The steps that lead to a state, one per line.</summary>
internal sealed record Schedule(IReadOnlyList<string> Steps)
{
    public static Schedule Of(Node node)
    {
        var steps = new List<string>();
        for (var at = node; at.Before is not null; at = at.Before)
            steps.Add(Line(at));
        steps.Reverse();
        return new Schedule([.. steps.Select((step, i) => $"{i + 1,3}. {step}")]);
    }

    public override string ToString() => string.Join('\n', Steps);

    /// <summary>The whole reply.</summary>
    public static string Text(object? reply) => reply switch
    {
        null => "",
        Reply redis => redis.Text,
        Exception => "lost",
        _ => reply.ToString()!,
    };

    private static string Line(Node node)
    {
        if (node.Entry is not { } entry)
            return node.Who;
        var part = entry.Part switch
        {
            Part.CarriedOut => ", the reply is on its way",
            Part.Replied => " has its reply",
            _ => "",
        };
        var happened = node.Happenings.Select(happening => happening switch
        {
            Happening.Acknowledged acknowledged => $"; version {acknowledged.Version} is acknowledged",
            Happening.Answered answer =>
                $"; {answer.Actor} is {(answer.Told.IsHeld ? "told to keep" : "answered")} version {answer.Version}{Violation(answer)}",
            _ => "",
        });
        return $"{node.Who}{(entry.Reply is null ? "" : $": {Brief(entry.Reply)}")}{part}{string.Concat(happened)}";
    }

    private static string Violation(Happening.Answered answer) =>
        answer.Version < answer.Owed ? $", STALE: {answer.Owed} was acknowledged before the read began"
        : answer.Version < answer.Seen ? $", BACKWARDS: the session has seen {answer.Seen}"
        : answer.Told.IsFromMemory ? " from memory"
        : "";

    // The first word identifies the outcome. Nonces would only distract.
    private static string Brief(object reply) => reply switch
    {
        Database { Taken: > 1 } database => $"version {database.Version}, number {database.Taken}",
        Database database => $"version {database.Version}",
        Reply redis => redis.FirstWord,
        Heard heard => heard.Message.Split('\n')[1],
        _ => Text(reply),
    };
}
