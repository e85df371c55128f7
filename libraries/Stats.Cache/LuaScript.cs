using System.Reflection;

namespace Stats.Cache;

/// <summary>The scripts in <c>Scripts/</c>: each is one step of the protocol in one round trip.</summary>
internal static class LuaScript
{
    public static string ReadLeases { get; } =
        $"local longest_lease = {LeaseClock.Longest}\nlocal channel = '{CacheKeys.Revocations}'\n" + Read("read_leases");

    public static string Fence { get; } = ReadLeases + Read("fence");

    public static string Get { get; } = ReadLeases + Read("check_fence") + Read("get");

    public static string Fill { get; } = ReadLeases + Read("check_fence") + Read("fill");

    public static string Release { get; } = Read("release");

    public static string Invalidate { get; } = ReadLeases + Read("check_fence") + Read("invalidate");

    public static string Hear { get; } = ReadLeases + Read("hear");

    public static string Unheard { get; } = ReadLeases + Read("check_fence") + Read("unheard");

    public static string Census { get; } = Read("census");

    public static string Purge { get; } = Read("purge");

    public static string Draw { get; } = Read("draw");

    public static string Use { get; } = Read("use");

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.lua")!);
        return reader.ReadToEnd();
    }
}
