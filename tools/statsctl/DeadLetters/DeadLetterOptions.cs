namespace Statsctl.DeadLetters;

/// <summary>The options that every command has: they select messages and the broker.</summary>
internal sealed class DeadLetterOptions
{
    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "Only messages with this reason, as shown by list, such as conflict.",
        HelpName = "REASON",
    };

    private readonly Option<string?> _field = new("--field")
    {
        Description = "Only messages with this field at fault, as shown by list, such as score.regularTime.home; '' for none.",
        HelpName = "FIELD",
    };

    private readonly Option<string?> _match = new("--match")
    {
        Description = "Only messages about this match, such as en.1.2015-16.arsenal.chelsea.",
        HelpName = "ID",
    };

    private readonly Option<string?> _rabbitMq = FeedOptions.RabbitMq();

    /// <param name="limitDescription">What the command does with at most N messages.</param>
    public DeadLetterOptions(string limitDescription)
    {
        Queue.AcceptOnlyFromAmong([.. DeadLetterQueue.All.Select(known => known.Name)]);
        Limit = ValueOption.Create<long?>(
            "--limit",
            limitDescription,
            "N",
            text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null,
            "a whole number from 1");
    }

    public Option<string[]> Queue { get; } = new("--queue")
    {
        Description = "Only messages of this queue; repeatable (default: all queues).",
        HelpName = "QUEUE",
        DefaultValueFactory = _ => [],
    };

    public Option<long?> Limit { get; }

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON, for scripts." };

    public Command Command(string name, string description, params Option[] more)
    {
        var command = new Command(name, description);
        foreach (var option in (Option[])[Queue, _reason, _field, _match, Limit, .. more, Json, _rabbitMq])
            command.Options.Add(option);
        return command;
    }

    /// <summary>The selected queues, in the order of <see cref="DeadLetterQueue.All"/>; all if none is given.</summary>
    public IReadOnlyList<DeadLetterQueue> QueuesIn(ParseResult given)
    {
        var names = given.GetValue(Queue)!;
        return [.. DeadLetterQueue.All.Where(queue => names.Length == 0 || names.Contains(queue.Name))];
    }

    public LetterFilter FilterIn(ParseResult given) => new(given.GetValue(_reason), given.GetValue(_field), given.GetValue(_match));

    public Task<DeadLetterBox> OpenAsync(ParseResult given, CancellationToken ct) =>
        DeadLetterBox.OpenAsync(Broker.Uri(given.GetValue(_rabbitMq)), ct);
}
