using Xunit;

namespace Launcher.Tests;

public sealed class PauseTests
{
    /// <summary>It has more threads than the machine has processors, so that one is always out of turn when the signal comes.</summary>
    [Fact]
    public async Task A_program_does_nothing_more_once_it_was_paused()
    {
        await using var janitor = new Janitor();
        var busy = janitor.Start(new ChildStart("busy", "dotnet", "exec", typeof(Owner).Assembly.Location, "busy"));
        var written = 0L;
        for (var round = 0; round < 100; round++)
        {
            while (new FileInfo(busy.LogFile) is not { Exists: true } log || log.Length == written)
                await Task.Delay(1);
            busy.Pause();
            written = new FileInfo(busy.LogFile).Length;
            await Task.Delay(20);
            Assert.Equal(written, new FileInfo(busy.LogFile).Length);
            busy.Resume();
        }
    }
}
