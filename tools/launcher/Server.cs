namespace Launcher;

/// <summary>The three servers that Stats needs.</summary>
public enum Server
{
    Postgres,
    Redis,
    RabbitMq,
}
