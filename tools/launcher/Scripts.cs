namespace Launcher;

/// <summary>The shell scripts embedded in this assembly.</summary>
internal static class Scripts
{
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Scripts).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
