using Npgsql;
using Stats.Store.Events;
using Stats.Store.Verifying;

namespace Statsctl.Store;

/// <summary><c>statsctl verify</c>: checks the read model, and pages of the API, against the events.</summary>
public static class VerifyCommand
{
    public const int Different = 1;

    private const int AllWell = 0;
    private const int NotVerified = 2;

    public static Command Create()
    {
        var postgres = StoreOptions.Postgres();
        var (api, key) = (Api.Address("StatsApi's address, to compare pages too, including cached ones."), Api.Key());
        var sample = StoreOptions.Number("--sample", "Number of pages to compare", 20, 0, 10_000);
        var examples = StoreOptions.Number("--examples", "Number of differences of each kind to show", 10, 1, 1000);
        var verify = new Command(
            "verify", "Compare the read model with the events. Exit codes: 0 no differences, 1 differences, 2 could not verify.")
        {
            postgres, api, key, sample, examples,
        };
        verify.SetAction(async (parsed, ct) =>
        {
            try
            {
                using var pages = parsed.GetValue(api) is { } address ? new PageComparison(Api.Client(address, parsed.GetValue(key))) : null;
                using var diagnostics = new VerifyDiagnostics();
                var isSame = await RunAsync(parsed.GetValue(postgres), pages, parsed.GetValue(sample), parsed.GetValue(examples), ct);
                diagnostics.Completed(isSame);
                return isSame ? AllWell : Different;
            }
            catch (Exception e) when (e is CommandFailedException or NpgsqlException or OperationCanceledException)
            {
                var advice = e is NpgsqlException ? $" (check {Database.Key})" : "";
                await Console.Error.WriteLineAsync($"statsctl: could not verify: {e.GetBaseException().Message}{advice}");
                return NotVerified;
            }
        });
        return verify;
    }

    private static async Task<bool> RunAsync(string? postgres, PageComparison? pages, int sample, int examples, CancellationToken ct)
    {
        await using var database = Database.Open(postgres);
        await Database.RequireSchemaAsync(database, ct);
        await using var verification = await Verification.BeginAsync(database, examples, ct);
        try
        {
            await ProgressDisplay.ShowAsync(
                AnsiConsole.Console, "Reading streams", await verification.CountAsync(ct), read => verification.ReadAsync(read, ct));
        }
        catch (UnreadableEventException e)
        {
            Console.WriteLine($"{e.Message} Nothing else was compared.");
            return false;
        }
        var findings = await verification.CompareAsync(ct);
        if (pages is not null)
        {
            // Each run samples other pages.
            var seed = (int)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() % int.MaxValue);
            findings = [.. findings, await pages.CompareAsync(await new PageSample(verification.Expected).TakeAsync(sample, seed, ct), examples, ct)];
            Console.WriteLine(pages.Summary);
        }
        foreach (var finding in findings)
        {
            Console.WriteLine($"{finding.Where}: {(finding.Count == 0 ? "no differences" : $"{finding.Count:N0} differences")}.");
            foreach (var difference in finding.Examples)
                Console.WriteLine($"  {difference.Key}: expected {difference.Expected}; found {difference.Found}");
            if (finding.Count > finding.Examples.Count)
                Console.WriteLine($"  … and {finding.Count - finding.Examples.Count:N0} more");
        }
        var differences = findings.Sum(finding => finding.Count);
        Console.WriteLine(differences == 0 ? "No differences." : $"{differences:N0} differences.");
        return differences == 0;
    }
}
