namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>Searches each design in each scenario at most once.</summary>
public sealed class CheckerFixture : IAsyncLifetime
{
    private readonly Dictionary<(string, string), CheckerFinding> _found = [];
    private Machine _machine = null!;

    public async ValueTask InitializeAsync() => _machine = await Machine.StartAsync();

    public ValueTask DisposeAsync() => new(_machine.DisposeAsync().AsTask());

    internal async Task<CheckerFinding> SearchAsync(Design design, Scenario scenario, Func<CheckerFinding, bool>? isEnough = null)
    {
        if (!_found.TryGetValue((design.Name, scenario.Name), out var finding))
        {
            finding = await Task.Run(new Explorer(_machine, design, scenario, isEnough ?? (_ => false)).ExploreAsync);
            _found.Add((design.Name, scenario.Name), finding);
            _machine.Clear();
        }
        return finding;
    }
}
