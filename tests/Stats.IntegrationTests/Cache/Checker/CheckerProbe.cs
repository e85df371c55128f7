namespace Stats.IntegrationTests.Cache.Checker;

public sealed class CheckerProbe
{
    [Fact]
    public async Task Probe()
    {
        var log = "/tmp/probe.log";
        File.WriteAllText(log, "");
        await using var machine = await Machine.StartAsync();
        File.AppendAllText(log, "started\n");
        var only = Environment.GetEnvironmentVariable("PROBE");
        var row = Environment.GetEnvironmentVariable("ROW");
        foreach (var design in Controls.Wrong.Prepend(Controls.Ours).Where(d => row is null || d.Name.Contains(row)))
        foreach (var scenario in (design == Controls.Ours ? Scenarios.InTable.Concat(Scenarios.More) : Scenarios.InTable).Where(s => only is null || s.Name == only))
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var before = machine.Ran;
            var explorer = new Explorer(machine, design, scenario);
            var task = Task.Run(explorer.ExploreAsync);
            while (await Task.WhenAny(task, Task.Delay(5000)) != task)
                File.AppendAllText(log, $"  {scenario.Name} {explorer.Progress} ran {machine.Ran - before}\n");
            try {
            var finding = await task;
            File.AppendAllText(log, $"{design.Name}, {scenario.Name}: {CheckerTable.Cell(finding)}: {finding}; {watch.ElapsedMilliseconds} ms, cpu {System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds} s in all, ran {machine.Ran - before}\n{finding.Violation}\n");
            } catch (Exception e) { File.AppendAllText(log, $"{design.Name}, {scenario.Name}: {e}\n"); }
        }
    }
}
