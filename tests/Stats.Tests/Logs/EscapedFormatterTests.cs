using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using ServiceDefaults;

namespace Stats.Tests.Logs;

/// <summary>The log output of the services, with text that a client or a feed sent.</summary>
public sealed class EscapedFormatterTests
{
    // Every control character, line and paragraph separators, and characters that change the writing direction.
    private static readonly string Sent =
        string.Concat(Enumerable.Range(0, 0xa0).Select(n => (char)n).Where(char.IsControl)) + "\u2028\u2029\u202e\u2066\u001b[31mköln 🏟";

    [Theory]
    [InlineData(ConsoleFormatterNames.Simple)]
    [InlineData(ConsoleFormatterNames.Systemd)]
    public async Task Text_formats_escape_control_characters_except_the_final_line_break(string name)
    {
        var line = await WrittenAsync(name, services: true);
        Assert.All(line, letter => Assert.True(letter == '\n' || !IsUnsafe(letter), $"\\u{(int)letter:x4} in {line}"));
        Assert.Contains(@"\u001b[31mköln 🏟", line, StringComparison.Ordinal);
        Assert.Contains(@"\u0000", line, StringComparison.Ordinal);
        Assert.Contains(@"\u009b", line, StringComparison.Ordinal);
        // Line breaks within the text don't start a new line.
        Assert.Single(line, '\n');
    }

    [Theory]
    [InlineData(ConsoleFormatterNames.Simple)]
    [InlineData(ConsoleFormatterNames.Systemd)]
    public async Task Without_the_service_defaults_control_characters_are_written(string name) =>
        Assert.Contains("\u001b[31m", await WrittenAsync(name, services: false), StringComparison.Ordinal);

    [Fact]
    public async Task The_JSON_format_keeps_the_exact_text()
    {
        var line = await WrittenAsync(ConsoleFormatterNames.Json, services: true);
        Assert.DoesNotContain(line.TrimEnd('\n'), IsUnsafe);
        Assert.Equal($"Sent: {Sent}", (string?)JsonNode.Parse(line)!["Message"]);
    }

    private static bool IsUnsafe(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\u202e' or '\u2066';

    private static async Task<string> WrittenAsync(string formatter, bool services)
    {
        var builder = WebApplication.CreateBuilder();
        if (services)
            builder.AddServiceDefaults();
        else
            builder.Services.Configure<SimpleConsoleFormatterOptions>(simple => simple.SingleLine = true);
        await using var app = builder.Build();
        using var written = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Debug, "Tests", 1, Sent, new InvalidOperationException(Sent), (sent, _) => $"Sent: {sent}");
        app.Services.GetServices<ConsoleFormatter>().First(one => one.Name == formatter).Write(in entry, scopeProvider: null, written);
        return written.ToString();
    }
}
