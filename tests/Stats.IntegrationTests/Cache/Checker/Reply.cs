using StackExchange.Redis;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>A reply of Redis.</summary>
/// <param name="Result">The reply as the client library returns it.</param>
/// <param name="Text">The whole reply.</param>
/// <param name="FirstWord">The first word, which identifies the outcome.</param>
internal sealed record Reply(RedisResult Result, string Text, string FirstWord)
{
    public static Reply Of(RedisResult result)
    {
        if (result.IsNull)
            return new Reply(result, "nil", "nil");
        try
        {
            var parts = Array.ConvertAll((RedisResult[])result!, Of);
            return new Reply(result, $"[{string.Join(' ', parts.Select(part => part.Text))}]", parts.FirstOrDefault()?.FirstWord ?? "");
        }
        catch (InvalidCastException)
        {
            // The library offers no other way to find out that a reply is not an array.
            var text = (string)result!;
            return new Reply(result, text, text.Length == 40 ? "this server" : text);
        }
    }
}
