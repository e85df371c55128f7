using Stats.Cache;
using Stats.Tests.Api;

namespace Stats.Tests.Cache;

public sealed class ReadLeaseTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly ReadLease _lease;

    public ReadLeaseTests() => _lease = new ReadLease(new LeaseClock(_time, new CacheOptions { ReadLease = Length }));

    [Fact]
    public void It_covers_a_page_until_it_ends_counted_from_the_request()
    {
        var grant = GrantOf("overall");
        Assert.False(_lease.Covers(grant));
        Assert.False(_lease.WasGranted);
        var requested = _time.GetTimestamp();
        _time.Pass(Moment);
        _lease.Extend("a", requested);
        _time.Pass(Length - 2 * Moment);
        Assert.True(_lease.Covers(grant));
        Assert.True(_lease.IsHalfOver);
        _time.Pass(Moment);
        Assert.False(_lease.Covers(grant));
        Assert.False(_lease.IsHalfOver);
        Assert.True(_lease.WasGranted);
    }

    [Fact]
    public void An_earlier_request_does_not_shorten_it()
    {
        var earlier = _time.GetTimestamp();
        _time.Pass(Moment);
        _lease.Extend("a", _time.GetTimestamp());
        _lease.Extend("a", earlier);
        _time.Pass(Length - Moment);
        Assert.True(_lease.Covers(GrantOf("overall")));
    }

    [Fact]
    public void Another_lease_covers_no_page_of_an_earlier_one()
    {
        _lease.Extend("a", _time.GetTimestamp());
        var grant = GrantOf("overall");
        _lease.Extend("b", _time.GetTimestamp());
        Assert.False(_lease.Covers(grant));
        Assert.True(_lease.Covers(GrantOf("overall", "b")));
    }

    [Fact]
    public void A_revocation_concerns_the_pages_of_its_tags_that_were_asked_for_before()
    {
        _lease.Extend("a", _time.GetTimestamp());
        _lease.Hear(Message(1, "names"));
        var (overall, club) = (GrantOf("overall"), GrantOf("club:de-fcb"));
        Assert.Equal(("nonce", 2), _lease.Hear(Message(2, "overall", "names")));
        Assert.False(_lease.Covers(overall));
        Assert.True(_lease.Covers(club));
        Assert.True(_lease.Covers(GrantOf("overall")));
    }

    [Theory]
    [InlineData("nonce", 4)]
    [InlineData("nonce", 2)]
    [InlineData("another", 3)]
    public void After_a_gap_or_under_another_fence_all_pages_are_forgotten(string nonce, long number)
    {
        _lease.Extend("a", _time.GetTimestamp());
        _lease.Hear(Message(2, "names"));
        var grant = GrantOf("club:de-fcb");
        _lease.Hear(Message(number, "overall").Replace("nonce", nonce, StringComparison.Ordinal));
        Assert.False(_lease.Covers(grant));
        _lease.Hear($"{nonce}\n{number + 1}\n{CacheKeys.Tag("overall")}");
        Assert.True(_lease.Covers(GrantOf("club:de-fcb")));
    }

    private static string Message(long number, params string[] tags) => $"nonce\n{number}\n{string.Join('\n', tags.Select(CacheKeys.Tag))}";

    private Grant GrantOf(string tag, string lease = "a") => new(lease, [tag], _lease.Forgotten([tag]));
}
