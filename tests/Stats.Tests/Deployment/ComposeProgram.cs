namespace Stats.Tests.Deployment;

/// <summary>The compose program. The commands that are used here need no engine.</summary>
internal static class ComposeProgram
{
    public const string Missing = "Neither docker compose nor docker-compose is on the PATH; the file was checked without it.";

    private static readonly string[][] Names = [["docker", "compose"], ["docker-compose"]];

    private static readonly Lazy<string[]?> Found = new(() => Array.Find(Names, name => Start(name, Checkout.Root, ["version"]).Code == 0));

    /// <summary>Whether there is docker compose v2 or docker-compose 1.29.</summary>
    public static bool IsThere => Found.Value is not null;

    public static (int Code, string Output) Run(string folder, string[] arguments) => Start(Found.Value!, folder, arguments);

    private static (int Code, string Output) Start(string[] name, string folder, string[] arguments)
    {
        var (code, output, error) = ProgramRun.RunAsync(name[0], [.. name[1..], .. arguments], folder: folder).GetAwaiter().GetResult();
        return (code, output + error);
    }
}
