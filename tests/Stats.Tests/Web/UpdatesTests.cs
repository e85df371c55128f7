using System.Text;
using Microsoft.Extensions.Options;
using StatsWeb.Api;
using StatsWeb.Updates;

namespace Stats.Tests.Web;

public sealed class UpdatesTests
{
    [Fact]
    public void A_held_answer_is_current_until_a_change_touches_its_scope()
    {
        using var cache = new AnswerCache(Options.Create(new ApiOptions()));
        cache.Follow();
        Keep("one", "club:a");
        Keep("two", "club:b");
        Assert.True(IsCurrent("one"));

        cache.Changed(["club:a", "overall"]);
        Assert.False(IsCurrent("one"));
        Assert.True(IsCurrent("two"));

        cache.Changed(["names"]);
        Assert.False(IsCurrent("two"));

        void Keep(string path, string scope) => cache.Keep(path, new HeldAnswer(path, scope, "tag", cache.Now));
        bool IsCurrent(string path) => cache.Find(path).IsCurrent;
    }

    [Fact]
    public void An_answer_whose_read_began_before_a_change_is_not_current()
    {
        using var cache = new AnswerCache(Options.Create(new ApiOptions()));
        cache.Follow();
        var before = cache.Now;
        cache.Changed(["overall"]);
        cache.Keep("one", new HeldAnswer("", "overall", null, before));
        Assert.False(cache.Find("one").IsCurrent);
    }

    [Fact]
    public void Without_the_stream_no_answer_is_current_and_after_a_reconnect_only_newer_ones()
    {
        using var cache = new AnswerCache(Options.Create(new ApiOptions()));
        cache.Follow();
        cache.Keep("one", new HeldAnswer("", "overall", null, cache.Now));
        cache.Unfollow();
        Assert.NotNull(cache.Find("one").Held);
        Assert.False(cache.Find("one").IsCurrent);
        cache.Follow();
        Assert.False(cache.Find("one").IsCurrent);
    }

    [Fact]
    public void A_new_browser_gets_the_state_and_one_that_reconnects_also_what_it_missed()
    {
        var listeners = new Listeners(Options.Create(new UpdateOptions()));
        listeners.SendState("""{"connected":true}""");
        foreach (var n in (int[])[1, 2, 3])
            listeners.Send("change", $"{n}", $"g-{n}");

        Assert.Equal(["state {\"connected\":true}"], Told(listeners, null));
        Assert.Equal(["state {\"connected\":true}", "change 2", "change 3"], Told(listeners, "g-1"));
        Assert.Equal(["state {\"connected\":true}"], Told(listeners, "g-3"));
        Assert.Equal(["state {\"connected\":true}", "reset {}"], Told(listeners, "other-1"));
    }

    [Fact]
    public void A_browser_gets_the_changes_between_its_page_and_its_stream()
    {
        var listeners = new Listeners(Options.Create(new UpdateOptions()));
        var first = listeners.Place;
        Assert.Single(Told(listeners, first));
        listeners.Send("change", "1", "g-1");
        Assert.Contains("reset {}", Told(listeners, first));

        var second = listeners.Place;
        listeners.Send("change", "2", "g-2");
        Assert.Contains("change 2", Told(listeners, second));
    }

    [Fact]
    public void Too_many_browsers_are_refused_and_a_slow_one_is_let_go()
    {
        var listeners = new Listeners(Options.Create(new UpdateOptions { MaxListeners = 1 }));
        var slow = listeners.Join(null)!;
        Assert.Null(listeners.Join(null));
        for (var n = 0; n < 1000; n++)
            listeners.Send("change", $"{n}", $"g-{n}");
        Assert.Equal(0, listeners.Count);
        while (slow.Reader.TryRead(out _))
            continue;
        Assert.True(slow.Reader.Completion.IsCompleted);
    }

    [Fact]
    public void Percentiles_are_measured_times_and_never_negative()
    {
        var freshness = new Freshness();
        Assert.Empty(freshness.Percentiles(0.5).Values);
        var stored = DateTimeOffset.UnixEpoch;
        foreach (var n in Enumerable.Range(-1, 101))
            freshness.Add(new UpstreamChange(n + 2, "m", new Dictionary<string, long>(), stored, null), stored.AddMilliseconds(n));
        Assert.Equal([49, 99, 99], freshness.Percentiles(0.5, 1, 0.999).Values.Select(value => value.TotalMilliseconds));
        Assert.Equal(101, freshness.Latest!.Number);
    }

    private static string[] Told(Listeners listeners, string? lastEventId)
    {
        var listener = listeners.Join(lastEventId)!;
        var told = new List<string>();
        while (listener.Reader.TryRead(out var frame))
        {
            var lines = Encoding.UTF8.GetString(frame).Split('\n');
            var fields = lines.Where(line =>
                line.StartsWith("event:", StringComparison.Ordinal) || line.StartsWith("data:", StringComparison.Ordinal));
            told.Add(string.Join(' ', fields.Select(line => line.Split(": ", 2)[1])));
        }
        listeners.Leave(listener);
        return [.. told];
    }
}
