using System.Diagnostics;
using Xunit;

namespace Stats.Launcher.Tests;

/// <summary>The decision alone, with a script in the engine's place.</summary>
public sealed class EngineChoiceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stats-engines-").FullName;
    private readonly List<string> _said = [];

    [Fact]
    public async Task Without_an_engine_local_programs_are_taken_in_silence()
    {
        Assert.Null(await ChooseAsync(ServerKind.Any));
        Assert.Empty(_said);
    }

    [Fact]
    public async Task An_engine_whose_daemon_is_away_is_none()
    {
        Engine("docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1");

        Assert.Null(await ChooseAsync(ServerKind.Any));
        Assert.Empty(_said);
    }

    [Fact]
    public async Task An_engine_that_has_the_images_is_taken_and_pulls_nothing()
    {
        Engine("docker", "[ \"$1\" != pull ]");

        Assert.Equal("docker", (await ChooseAsync(ServerKind.Any))?.Name);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task Podman_is_taken_where_docker_does_not_answer()
    {
        Engine("docker", "exit 1");
        Engine("podman", "exit 0");

        Assert.Equal("podman", (await ChooseAsync(ServerKind.Any))?.Name);
    }

    [Fact]
    public async Task An_image_that_is_missing_is_pulled()
    {
        Engine("docker", $"case \"$1\" in image) exit 1;; pull) mkdir -p {_folder}/pulled;; esac");

        Assert.Equal("docker", (await ChooseAsync(ServerKind.Any))?.Name);
        Assert.Equal(["Pulling one:1 with docker…", "Pulling two:2 with docker…"], _said);
        Assert.True(Directory.Exists(Path.Combine(_folder, "pulled")));
    }

    [Fact]
    public async Task An_image_that_can_not_be_pulled_leads_to_local_programs_and_one_line_that_says_so()
    {
        Engine("docker", "case \"$1\" in image) exit 1;; pull) echo 'no such host' >&2; exit 1;; esac");

        Assert.Null(await ChooseAsync(ServerKind.Any));
        Assert.Equal("docker answers, but could not pull one:1 (no such host); taking local programs.", _said[^1]);
        Assert.Equal(2, _said.Count);
    }

    [Fact]
    public async Task An_engine_that_hangs_costs_two_seconds_and_not_the_run()
    {
        Engine("docker", "exec sleep 60");
        var watch = Stopwatch.StartNew();

        Assert.Null(await ChooseAsync(ServerKind.Any));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Local_programs_that_were_asked_for_ask_no_engine()
    {
        Engine("docker", $"touch {_folder}/asked");

        Assert.Null(await ChooseAsync(ServerKind.Local));
        Assert.False(File.Exists(Path.Combine(_folder, "asked")));
    }

    [Fact]
    public async Task Containers_that_were_asked_for_and_can_not_be_had_are_an_error()
    {
        Assert.Contains("neither docker nor podman", (await Assert.ThrowsAsync<LauncherException>(() => ChooseAsync(ServerKind.Containers))).Message);

        Engine("docker", "[ \"$1\" = ps ]");

        Assert.Contains("could not pull one:1", (await Assert.ThrowsAsync<LauncherException>(() => ChooseAsync(ServerKind.Containers))).Message);
    }

    [Theory]
    [InlineData(null, ServerKind.Any)]
    [InlineData("", ServerKind.Any)]
    [InlineData("local", ServerKind.Local)]
    [InlineData("containers", ServerKind.Containers)]
    public void The_variable_forces_a_kind(string? text, ServerKind kind) => Assert.Equal(kind, ServersOptions.ParseKind(text));

    [Fact]
    public void Another_value_of_the_variable_is_refused_with_the_right_ones() =>
        Assert.Contains("local or containers", Assert.Throws<LauncherException>(() => ServersOptions.ParseKind("docker")).Message);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<ContainerEngine?> ChooseAsync(ServerKind kind) =>
        new EngineChoice(kind, _folder, _said.Add).MakeAsync(["one:1", "two:2"], CancellationToken.None);

    private void Engine(string name, string script)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
