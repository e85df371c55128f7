using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ServiceDefaults;

/// <summary>
/// Writes lines for people without control characters. These lines repeat what clients and feeds send, which could rewrite what a
/// terminal shows, or begin a line of its own. Control characters become escapes such as <c>\u001b</c>, at every level.
/// </summary>
internal sealed class EscapedFormatter(ConsoleFormatter inner) : ConsoleFormatter(inner.Name)
{
    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var line = new StringWriter();
        inner.Write(in logEntry, scopeProvider, line);
        foreach (var chunk in line.GetStringBuilder().GetChunks())
            Write(chunk.Span, textWriter);
    }

    private static void Write(ReadOnlySpan<char> text, TextWriter writer)
    {
        foreach (var letter in text)
        {
            if (IsUnsafe(letter))
                writer.Write($@"\u{(int)letter:x4}");
            else
                writer.Write(letter);
        }
    }

    // The formatter ends its lines itself, and indents those that a text has.
    private static bool IsUnsafe(char letter) => letter != '\n' && (char.IsControl(letter) || IsLineBreak(letter) || IsDirection(letter));

    private static bool IsLineBreak(char letter) => letter is '\u2028' or '\u2029';

    private static bool IsDirection(char letter) =>
        letter is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}

internal static class EscapedFormatterExtensions
{
    /// <summary>Puts it before each formatter that there is. JSON escapes by itself.</summary>
    public static void EscapeControlCharacters(this ILoggingBuilder logging)
    {
        var services = logging.Services;
        // A colour is an escape sequence as well, and can't be told from one that was sent.
        services.PostConfigure<SimpleConsoleFormatterOptions>(simple => simple.ColorBehavior = LoggerColorBehavior.Disabled);
        foreach (var formatter in services.Where(service => service.ServiceType == typeof(ConsoleFormatter)).ToArray())
        {
            services.Remove(formatter);
            services.AddSingleton(provider =>
                Escaped((ConsoleFormatter)ActivatorUtilities.CreateInstance(provider, formatter.ImplementationType!)));
        }
    }

    private static ConsoleFormatter Escaped(ConsoleFormatter formatter) =>
        formatter.Name == ConsoleFormatterNames.Json ? formatter : new EscapedFormatter(formatter);
}
