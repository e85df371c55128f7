using Xunit;

namespace Launcher.Tests;

public sealed class PauseTests
{
    /// <summary>The program has more threads than the machine has processors, so one is not running when the signal arrives.</summary>
    [Fact]
    public async Task A_paused_program_writes_nothing_more()
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
