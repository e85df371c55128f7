namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>A way to cache a page in Redis and to invalidate it.</summary>
internal abstract class Design(string name)
{
    public string Name => name;

    /// <summary>The names of the scenarios in which it is tried; empty for all.</summary>
    public IReadOnlyList<string> In { get; init; } = [];

    public bool IsTriedIn(Scenario scenario) => In.Count == 0 || In.Contains(scenario.Name);

    /// <summary>This design's variant of one of our scripts.</summary>
    public virtual string Alter(string script) => script;

    /// <summary>Creates a process that answers readers.</summary>
    /// <param name="isLeased">Whether it may have a read lease.</param>
    public abstract IReader Reader(Gates gates, bool isLeased = false);

    /// <summary>Creates a process that announces changes.</summary>
    public abstract IWriter Writer(Gates gates);

    public override string ToString() => name;
}

internal interface IReader
{
    /// <summary>Reads the page.</summary>
    /// <param name="held">The page that the client keeps and whose stamp it sends; null if it keeps none.</param>
    Task<Told> ReadAsync(Held? held);

    /// <summary>Listens to revocations.</summary>
    Task ListenAsync();
}

/// <summary>The answer to a reader.</summary>
/// <param name="Version">The version that the page shows.</param>
/// <param name="IsHit">Whether Redis answered.</param>
/// <param name="IsHeld">Whether the reader was told to keep its page, as by a 304 in HTTP.</param>
/// <param name="IsFromMemory">Whether the process answered from its memory.</param>
internal readonly record struct Told(long Version, bool IsHit, bool IsHeld = false, bool IsFromMemory = false);

/// <summary>The last page that a client received, and keeps.</summary>
internal sealed class Held
{
    public string Stamp { get; set; } = "";

    public long Version { get; set; }
}

/// <summary>Changes the database.</summary>
internal interface IWriter
{
    /// <summary>Reads the state of Redis before the search begins.</summary>
    Task WarmAsync();

    /// <summary>Commits one change, announces it, and acknowledges it.</summary>
    Task ChangeAsync();
}
