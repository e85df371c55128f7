using System.Buffers.Text;
using StatsApi.ApiKeys;

namespace Stats.Tests.Api;

public sealed class TicketTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Now.AddMinutes(1);

    [Fact]
    public void A_ticket_carries_the_name_and_scopes_of_its_key()
    {
        var ticket = new Tickets(Ring("a", "b")).Read(Written("b"), Now);
        Assert.Equal(("b", Later), (ticket!.Key.Name, ticket.EndsAt));
        Assert.Equal([KeyRing.ReadScope], ticket.Key.Scopes);
    }

    [Fact]
    public void A_ticket_expires_at_its_end_time()
    {
        var tickets = new Tickets(Ring("a"));
        Assert.NotNull(tickets.Read(Written("a"), Later.AddMilliseconds(-1)));
        Assert.Null(tickets.Read(Written("a"), Later));
    }

    [Fact]
    public void Tickets_issued_at_the_same_time_are_distinct()
    {
        var tickets = Enumerable.Range(0, 100).Select(_ => new Tickets(Ring("a")).Read(Written("a"), Now)!.Id).ToArray();
        Assert.Equal(100, tickets.Distinct().Count());
    }

    [Theory]
    [InlineData(11, true)]
    [InlineData(12, false)]
    public void The_holder_of_a_key_cannot_sign_a_long_lived_ticket(int minutes, bool isTaken)
    {
        var ticket = Tickets.Write(Ring("a").Find("a", Now)!, Now.AddMinutes(minutes));
        Assert.Equal(isTaken, new Tickets(Ring("a")).Read(ticket, Now) is not null);
    }

    [Fact]
    public void A_ticket_is_invalid_once_its_key_is_removed() => Assert.Null(new Tickets(Ring("b")).Read(Written("a"), Now));

    [Fact]
    public void A_ticket_is_invalid_once_its_key_expires()
    {
        var ring = KeyRingTests.Ring(KeyRingTests.Configured("a", "2026-01-01T12:00:30Z"));
        Assert.Null(new Tickets(ring).Read(Written("a"), Now.AddSeconds(30)));
    }

    [Fact]
    public void A_ticket_with_any_byte_changed_is_refused()
    {
        var (tickets, bytes) = (new Tickets(Ring("a")), Base64Url.DecodeFromChars(Written("a")));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Null(tickets.Read(Base64Url.EncodeToString(bytes), Now));
            bytes[i] ^= 1;
        }
        Assert.NotNull(tickets.Read(Base64Url.EncodeToString(bytes), Now));
    }

    [Fact]
    public void A_ticket_does_not_reveal_the_hash_of_its_key()
    {
        var hash = Ring("a").Find("a", Now)!.Sha256;
        var bytes = Base64Url.DecodeFromChars(Written("a"));
        Assert.All(Enumerable.Range(0, hash.Length - 3), i => Assert.Equal(-1, bytes.AsSpan().IndexOf(hash.AsSpan(i, 4))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("not a ticket, but of the right length: 72 letters, one after the other..")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("f_________f_________f_________f_________f_________f_________f__________f")]
    [InlineData("////////////////////////////////////////////////////////////////////////")]
    public void Text_that_is_not_a_ticket_is_refused(string text) => Assert.Null(new Tickets(Ring("a")).Read(text, Now));

    private static string Written(string token) => Tickets.Write(Ring(token).Find(token, Now)!, Later);

    private static KeyRing Ring(params string[] tokens) => KeyRingTests.Ring([.. tokens.Select(token => KeyRingTests.Configured(token))]);
}
