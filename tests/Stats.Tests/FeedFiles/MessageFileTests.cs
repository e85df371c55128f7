using System.Text;
using Statsctl.FeedFiles;

namespace Stats.Tests.FeedFiles;

public sealed class MessageFileTests
{
    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", "1 {\"a\":1}|2 {\"a\":2}")]
    [InlineData("\r\n{\"a\":1}\r\n\r\n{\"a\":2}", "2 {\"a\":1}|4 {\"a\":2}")]
    [InlineData("{\n \"a\": {\n  \"b\": 1 }\n}\n{\"a\":2}", "1 {\n \"a\": {\n  \"b\": 1 }\n}|5 {\"a\":2}")]
    [InlineData("[]", "")]
    [InlineData(" \n ", "")]
    [InlineData("[{\"a\":1},\n\n{\"a\":2}]\n", "1 {\"a\":1}|3 {\"a\":2}")]
    [InlineData("[\n{\"a\":[1]}\n,\n 7]", "2 {\"a\":[1]}|4 7")]
    public void Messages_are_split_with_their_line_numbers_in_every_layout(string text, string messages) =>
        Assert.Equal(messages, Split(text));

    [Theory]
    [InlineData("{\"a\":\n{\"a\":2}\n{\"a\":3}", "1 {\"a\":|2 {\"a\":2}|3 {\"a\":3}")]
    [InlineData("{\"a\":1}\n{\"a\":\"x\n{\"a\":3}", "1 {\"a\":1}|2 {\"a\":\"x|3 {\"a\":3}")]
    [InlineData("{\"a\":1}\nnonsense\n{\"a\":3}", "1 {\"a\":1}|2 nonsense|3 {\"a\":3}")]
    [InlineData("{\"a\":1}\n{\"a\":\n\n", "1 {\"a\":1}|2 {\"a\":")]
    public void A_broken_line_does_not_hide_other_messages(string text, string messages) => Assert.Equal(messages, Split(text));

    [Theory]
    [InlineData("[{\"a\":1},\n{\"a\":}, {\"a\":3}]", "1 {\"a\":1}|1 ,\n{\"a\":}, {\"a\":3}]")]
    [InlineData("[{\"a\":1}\n{\"a\":2}]", "1 {\"a\":1}|1 \n{\"a\":2}]")]
    [InlineData("\n[{\"a\":1}\n", "2 {\"a\":1}|2 [{\"a\":1}")]
    [InlineData("[", "1 [")]
    public void The_rest_of_a_broken_array_is_one_broken_message(string text, string messages) => Assert.Equal(messages, Split(text));

    private static string Split(string text) => string.Join(
        '|',
        MessageFile.Split("f", Encoding.UTF8.GetBytes(text))
            .Select(message => $"{message.Line} {Encoding.UTF8.GetString(message.Json.Span)}"));
}
