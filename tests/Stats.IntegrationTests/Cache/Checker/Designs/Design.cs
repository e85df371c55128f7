namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>A way to keep a page in Redis and to make it go away.</summary>
internal abstract class Design(string name)
{
    public string Name => name;

    /// <summary>What becomes of a script of ours in this design.</summary>
    public virtual string Alter(string script) => script;

    /// <summary>The memory of one process that answers readers.</summary>
    public abstract IReader Reader(Gates gates);

    /// <summary>The memory of one process that announces changes.</summary>
    public abstract IWriter Writer(Gates gates);

    public override string ToString() => name;
}

/// <summary>Answers readers.</summary>
internal interface IReader
{
    /// <summary>Answers with the version that the page shows.</summary>
    /// <param name="held">What the client keeps, of which it sends the stamp; null if it keeps nothing.</param>
    Task<Told> ReadAsync(Held? held);
}

/// <summary>What a reader was told.</summary>
/// <param name="Version">The version that the page shows.</param>
/// <param name="IsHit">Whether Redis answered.</param>
/// <param name="IsHeld">Whether it was told to go on with what it keeps: HTTP's 304.</param>
internal readonly record struct Told(long Version, bool IsHit, bool IsHeld = false);

/// <summary>The page that a client was answered last, and keeps.</summary>
internal sealed class Held
{
    public string Stamp { get; set; } = "";

    public long Version { get; set; }
}

/// <summary>Changes the database.</summary>
internal interface IWriter
{
    /// <summary>Meets Redis before the search begins.</summary>
    Task WarmAsync();

    /// <summary>Commits one change, and acknowledges it when it is announced.</summary>
    Task ChangeAsync();
}
