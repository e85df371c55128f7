using System.Text;

namespace Season.Stub;

/// <summary>What the stub does instead of answering a request.</summary>
public abstract record StubFault
{
    private StubFault()
    {
    }

    /// <summary>An answer with another status.</summary>
    /// <param name="Header">A header that tells when to return, such as <c>Retry-After</c>; null for none.</param>
    /// <param name="Seconds">The value of that header.</param>
    public sealed record Status(int Code, string? Header = null, int Seconds = 0) : StubFault;

    /// <summary>The right length, half of the body, and then the end of the connection.</summary>
    public sealed record HalfAnswer : StubFault;

    /// <summary>An answer with another body, as 200.</summary>
    /// <param name="ContentType">Null for none.</param>
    public sealed record Body(ReadOnlyMemory<byte> Bytes, string? ContentType = "application/json; charset=utf-8") : StubFault
    {
        public Body(string text, string? contentType = "application/json; charset=utf-8") : this(Encoding.UTF8.GetBytes(text), contentType)
        {
        }
    }

    /// <summary>The right answer, later.</summary>
    public sealed record Slow(TimeSpan Time) : StubFault;
}
