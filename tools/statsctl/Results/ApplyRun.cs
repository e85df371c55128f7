using Statsctl.Results.Sources;

namespace Statsctl.Results;

/// <summary>Runs <c>results apply</c> from start to end: read, plan, publish, confirm, print the summary.</summary>
internal static class ApplyRun
{
    /// <returns>The exit code that <see cref="ApplyCommand"/> describes.</returns>
    /// <exception cref="CommandFailedException">A source, the API or the broker can't be read or reached, or refuses.</exception>
    public static async Task<int> RunAsync(ApplyRequest request, CancellationToken ct)
    {
        var broker = request.DryRun ? null : Broker.Uri(request.RabbitMq);
        using var http = Api.Client(request.Api, request.ApiKey);
        var reader = new HeldReader(http, TimeProvider.System, text => Terminal.Say(Terminal.Error, text));
        // With --json, standard output is only for the script's JSON.
        var people = request.Json ? Console.Error : Console.Out;
        var plan = await PlanAsync(request, reader, ct);
        foreach (var warning in plan.Warnings)
            await Console.Error.WriteLineAsync($"statsctl: warning: {warning}");
        foreach (var line in PlanReport.Lines(plan))
            await people.WriteLineAsync(line);

        var published = 0;
        IReadOnlyList<LeftOut> notInForce = [];
        if (broker is not null && plan is { Refused.Count: 0, Changes.Count: > 0 })
            (published, notInForce) = await PublishAsync(plan, broker, reader, request, ct);
        foreach (var match in notInForce)
            await Console.Error.WriteLineAsync($"statsctl: not in force: {PlanReport.Line(match)}");
        await people.WriteLineAsync(PlanReport.Summary(plan));
        await people.WriteLineAsync(Outcome(plan, published, notInForce.Count, request.DryRun));
        if (request.Json)
            Console.WriteLine(ApplyReport.Of(plan, published, notInForce).ToJson());
        return plan.Refused.Count > 0 ? ExitCode.Refused
            : notInForce.Count > 0 ? ExitCode.Failed
            : request.DryRun && plan.Changes.Count > 0 ? ApplyCommand.Different
            : ExitCode.Done;
    }

    private static async Task<ResultsPlan> PlanAsync(ApplyRequest request, HeldReader reader, CancellationToken ct)
    {
        var aliases = request.Aliases is { } file ? ClubAliases.Read(file) : ClubAliases.None;
        var (seasons, passedOver) = await ResultSources.ReadAllAsync(ResultsOptions.Open(request.Sources, request.Season), ct);
        if (seasons.Count == 0)
            throw new CommandFailedException($"no season in {string.Join(", ", request.Sources)}");
        if (passedOver.Count > 0)
        {
            await Console.Error.WriteLineAsync(
                $"Passed over {passedOver.Count:N0} {(passedOver.Count == 1 ? "file" : "files")} without matches.");
        }
        var held = await reader.ReadAsync(seasons.Select(season => (season.Competition.Id, season.Season)), ct);
        return ResultsPlan.Of(seasons, held, new PlanOptions(PublishCommand.Now())
        {
            Zones = request.Zones,
            GivenAliases = aliases,
            VoidMissing = request.VoidMissing,
            Strict = request.Strict,
        });
    }

    private static async Task<(int Published, IReadOnlyList<LeftOut> NotInForce)> PublishAsync(
        ResultsPlan plan, Uri broker, HeldReader reader, ApplyRequest request, CancellationToken ct)
    {
        var console = request.Json ? Terminal.Error : AnsiConsole.Console;
        OutgoingMessage[] messages = [.. plan.Changes.SelectMany(change => change.Messages).Select(OutgoingMessage.Of)];
        await using (var publisher = await FeedPublisher.ConnectAsync(broker, ct))
        {
            await ProgressDisplay.ShowAsync(
                console, "Publishing", messages.Length,
                confirmed => publisher.PublishAllAsync(messages.ToAsyncEnumerable(), _ => confirmed(), ct));
        }
        var confirmation = new ChangeConfirmation(reader, TimeProvider.System, request.Wait);
        IReadOnlyList<LeftOut> notInForce = [];
        await ProgressDisplay.ShowAsync(console, "Coming into force", plan.Changes.Count, async step =>
        {
            notInForce = await confirmation.WaitAsync(plan.Changes, Settled, ct);

            void Settled(int changes)
            {
                for (var n = 0; n < changes; n++)
                    step();
            }
        });
        return (messages.Length, notInForce);
    }

    private static string Outcome(ResultsPlan plan, int published, int notInForce, bool dryRun) =>
        plan.Refused.Count > 0 ? "Nothing was published, because matches are refused."
        : plan.Changes.Count == 0 ? "Nothing to publish."
        : dryRun ? "Nothing was published (--dry-run)."
        : $"Published {published:N0} {(published == 1 ? "message" : "messages")}; "
            + (notInForce == 0 ? "all changes are in force." : $"{notInForce:N0} of {plan.Changes.Count:N0} changes are not in force.");
}
