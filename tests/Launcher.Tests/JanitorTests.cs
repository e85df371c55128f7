using System.Diagnostics;
using Xunit;

namespace Launcher.Tests;

public sealed class JanitorTests
{
    [Fact]
    public async Task An_owner_killed_with_SIGKILL_leaves_nothing_behind()
    {
        using var owner = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(Owner).Assembly.Location])
        {
            RedirectStandardOutput = true,
        })!;
        var folder = await owner.StandardOutput.ReadLineAsync();
        Assert.NotNull(folder);
        // At least the janitor, the stubborn shell and its sleep, Redis, PostgreSQL, the broker and its port mapper.
        Assert.InRange(Leftovers.Of(folder).Count, 7, 100);

        owner.Kill();
        await owner.WaitForExitAsync();

        Assert.Empty(await Leftovers.AfterAsync(folder, TimeSpan.FromSeconds(15)));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Programs_that_start_concurrently_all_run()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var janitor = new Janitor();
            var programs = new ChildProcess[8];
            using var start = new Barrier(programs.Length);
            var threads = Array.ConvertAll([.. Enumerable.Range(0, programs.Length)], n => new Thread(() =>
            {
                start.SignalAndWait();
                programs[n] = janitor.Start(new ChildStart($"{n}", "sh", "-c", "exit 7"));
            }));
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            await Task.WhenAll(programs.Select(program => program.WaitForExitAsync()));
            Assert.All(programs, program => Assert.Equal(7, program.ExitCode));
        }
    }

    [Fact]
    public async Task A_stop_sends_SIGTERM_first_and_kills_a_program_that_ignores_it()
    {
        await using var janitor = new Janitor();
        var polite = janitor.Start(
            new ChildStart("polite", "sh", "-c", "trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.05; done"));
        var stubborn = janitor.Start(new ChildStart("stubborn", "sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.05; done"));
        while (polite.LogTail() != "up" || stubborn.LogTail() != "up")
            await Task.Delay(10);

        await Task.WhenAll(polite.StopAsync(TimeSpan.FromSeconds(5)), stubborn.StopAsync(TimeSpan.FromMilliseconds(200)));

        Assert.Equal(3, polite.ExitCode);
        Assert.Equal("bye", polite.LogTail(1));
        Assert.Equal(137, stubborn.ExitCode);
    }

    [Fact]
    public async Task A_server_that_does_not_start_reports_the_reason()
    {
        await using var janitor = new Janitor();
        using var ports = new FreePorts();
        var server = new FakeServer(janitor, ports, _ => "echo the disk is full; exit 7", _ => false);

        var failure = await Assert.ThrowsAsync<LauncherException>(() => server.StartAsync(CancellationToken.None));

        Assert.Contains("exit code 7", failure.Message);
        Assert.Contains("the disk is full", failure.Message);
    }

    [Fact]
    public async Task A_port_taken_by_another_program_is_replaced()
    {
        await using var janitor = new Janitor();
        using var ports = new FreePorts();
        var server = new FakeServer(
            janitor,
            ports,
            start => start == 1 ? "echo bind: Address already in use; exit 1" : "exec sleep 1000",
            start => start == 2);

        await server.StartAsync(CancellationToken.None);

        Assert.Equal(2, server.PortsTried.Distinct().Count());
    }

    [Fact]
    public void Two_instances_never_take_the_same_port()
    {
        using var one = new FreePorts();
        using var other = new FreePorts();

        var taken = Enumerable.Range(0, 500).SelectMany(_ => new[] { one.Take(), other.Take() }).ToList();

        Assert.Equal(taken.Count, taken.Distinct().Count());
    }

    /// <summary>A server whose program, and whether it answers, depend on the number of starts.</summary>
    private sealed class FakeServer(Janitor janitor, FreePorts ports, Func<int, string> script, Func<int, bool> answers)
        : LocalServer("fake", janitor, ports)
    {
        public List<int> PortsTried { get; } = [];

        public override string ConnectionString => "";

        protected override Task PrepareAsync(CancellationToken ct)
        {
            PortsTried.Add(Port);
            return Task.CompletedTask;
        }

        protected override ChildStart Command() => new("fake", "sh", "-c", script(PortsTried.Count));

        protected override Task<bool> AnswersAsync(CancellationToken ct) => Task.FromResult(answers(PortsTried.Count));
    }
}
