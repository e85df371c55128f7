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
    Task<(long Version, bool IsHit)> ReadAsync();
}

/// <summary>Changes the database.</summary>
internal interface IWriter
{
    /// <summary>Meets Redis before the search begins.</summary>
    Task WarmAsync();

    /// <summary>Commits one change, and acknowledges it when it is announced.</summary>
    Task ChangeAsync();
}
