using StackExchange.Redis;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>What Redis answered.</summary>
/// <param name="Result">As the client library gives it.</param>
/// <param name="Text">All of it.</param>
/// <param name="FirstWord">What tells most.</param>
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
            // The library doesn't say otherwise that it isn't an array.
            var text = (string)result!;
            return new Reply(result, text, text.Length == 40 ? "this server" : text);
        }
    }
}
