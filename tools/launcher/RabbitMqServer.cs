namespace Launcher;

/// <summary>
/// A RabbitMQ node without plugins, isolated from others on the machine: its own Erlang port mapper, distribution port, cookie (in HOME)
/// and users.
/// </summary>
internal sealed class RabbitMqServer(BrokerAccounts accounts, Janitor janitor, FreePorts ports, TlsFiles? tls)
    : LocalServer("rabbitmq", janitor, ports, tls)
{
    private Dictionary<string, string?> _environment = [];

    public override string ConnectionString => accounts.ConnectionString(BrokerAccounts.Administrator, Port);

    // The cookie is in HOME.
    public override string ToolCommand(string program)
    {
        string[] needed = ["HOME", "ERL_EPMD_PORT", "RABBITMQ_NODENAME"];
        return string.Join(' ', [.. needed.Select(name => $"{name}={_environment[name]}"), PathOf(program)]);
    }

    // The port mapper runs already, and the tool starts none.
    protected override ChildStart Tool(string program, IReadOnlyList<string> arguments) =>
        new(program, PathOf(program), [.. arguments])
        {
            Environment = new Dictionary<string, string?>(_environment)
            {
                ["RUNNING_UNDER_SYSTEMD"] = null,
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = null,
            },
        };

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        var (mapper, distribution) = (Ports.Take(), Ports.Take());
        await File.WriteAllTextAsync(InFolder("rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            load_definitions = {InFolder("definitions.json")}
            log.console = true
            log.file = false
            {WithTls()}

            """, ct);
        await File.WriteAllTextAsync(InFolder("definitions.json"), accounts.Definitions, ct);
        await File.WriteAllTextAsync(InFolder("advanced.config"), "[{kernel, [{inet_dist_use_interface, {127,0,0,1}}]}].\n", ct);
        await File.WriteAllTextAsync(InFolder("enabled_plugins"), "[].\n", ct);
        _environment = new(Without("RABBITMQ_", "ERL_"))
        {
            ["HOME"] = Folder,
            ["ERL_EPMD_PORT"] = $"{mapper}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"stats-{Port}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{distribution}",
            ["RABBITMQ_MNESIA_BASE"] = InFolder("data"),
            ["RABBITMQ_LOG_BASE"] = InFolder("log"),
            ["RABBITMQ_CONFIG_FILE"] = InFolder("rabbitmq.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = InFolder("advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = InFolder("enabled_plugins"),
            ["RABBITMQ_CONF_ENV_FILE"] = InFolder("rabbitmq-env.conf"),
            // Erlang would start a port mapper that outlives this process, and its idle schedulers would spin.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-start_epmd false +sbwt none +sbwtdcpu none +sbwtdio none",
            // The start script replaces itself with the virtual machine instead of staying as its parent.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        };
        Launch(new("epmd", Programs.Require("epmd")) { Environment = _environment, StopSignal = Signal.Kill });
        while (!await Probes.GreetAsync(mapper, ReadOnlyMemory<byte>.Empty, [], ct))
            await Task.Delay(10, ct);
    }

    private string WithTls() => Tls is null
        ? ""
        : $"""
            listeners.ssl.1 = 127.0.0.1:{TlsPort}
            ssl_options.certfile = {Tls.Certificate}
            ssl_options.keyfile = {Tls.Key}
            ssl_options.verify = verify_none
            ssl_options.fail_if_no_peer_cert = false
            """;

    // The folder and its data are deleted, so the node needs no orderly stop, which takes a second.
    protected override ChildStart Command() => new("rabbitmq", StartScript())
    {
        Environment = _environment,
        StopSignal = Signal.Kill,
    };

    // For a few seconds after a quorum queue is declared, RabbitMQ has its name only in memory (3.10 and later, rabbitmq-server#15725).
    // A crash in that time leaves a queue without a leader, which answers neither basic.consume nor queue.purge until it is deleted.
    // Tests declare queues and kill at once; an installation doesn't.
    protected override async Task BeforeKillAsync() =>
        await RunToolAsync("rabbitmqctl", ["eval", "[ok = dets:sync(Table) || Table <- dets:all()]."], CancellationToken.None);

    protected override Task<bool> AnswersAsync(CancellationToken ct) =>
        Probes.RabbitMqAsync(Port, ct);

    // Debian's own rabbitmqctl changes the user.
    private static string PathOf(string program) => Path.Combine(InstalledScript().DirectoryName!, program);

    private string InFolder(string name) => Path.Combine(Folder, name);

    // RabbitMQ searches the folders of all plugins, enabled or not, for each of its modules. A home with only the broker's own
    // modules starts in 3.3 s instead of 7 s (RabbitMQ 3.10, two cores, medians of five and six starts).
    private string StartScript()
    {
        var script = InstalledScript();
        var plugins = Path.Combine(script.Directory!.Parent!.FullName, "plugins");
        if (!Directory.Exists(plugins))
            return script.FullName;
        var home = Directory.CreateDirectory(InFolder("home"));
        if (!Directory.Exists(Path.Combine(home.FullName, "sbin")))
        {
            Directory.CreateSymbolicLink(Path.Combine(home.FullName, "sbin"), script.DirectoryName!);
            var own = home.CreateSubdirectory("plugins").FullName;
            foreach (var path in Directory.EnumerateFileSystemEntries(plugins))
            {
                var name = Path.GetFileName(path);
                if (!name.StartsWith("rabbitmq_", StringComparison.Ordinal)
                    || name.StartsWith("rabbitmq_prelaunch", StringComparison.Ordinal))
                    File.CreateSymbolicLink(Path.Combine(own, name), path);
            }
        }
        return Path.Combine(home.FullName, "sbin", script.Name);
    }

    private static FileInfo InstalledScript()
    {
        var script = new FileInfo(Programs.Require("rabbitmq-server"));
        return script.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? script;
    }
}
