using System.Buffers.Text;
using Microsoft.Extensions.Options;
using StatsApi.ApiKeys;
using StatsApi.Queries;

namespace Stats.Tests.Api;

public sealed class CursorTests
{
    private const string Query = "overall:?season=2015-16";

    private static readonly Cursor Cursor = new(1.9199999999999999, "model-12", 380, 1_764_000_000_000_000);

    [Fact]
    public void A_cursor_reads_back_bit_for_bit() => Assert.Equal(Cursor, Signed().Read(Signed().Write(Cursor, Query), Query));

    [Fact]
    public void A_cursor_that_leads_back_reads_back_and_is_another_one()
    {
        var back = Cursor with { Before = true };
        Assert.Equal(back, Signed().Read(Signed().Write(back, Query), Query));
        Assert.NotEqual(Signed().Write(Cursor, Query), Signed().Write(back, Query));
    }

    [Fact]
    public void The_longest_id_fits()
    {
        var cursor = Cursor with { Id = new string('a', 128), Before = true };
        Assert.Equal(cursor, Signed().Read(Signed().Write(cursor, Query), Query));
    }

    [Fact]
    public void A_cursor_of_another_query_is_refused() =>
        Assert.Null(Signed().Read(Signed().Write(Cursor, Query), "overall:?season=2014-15"));

    [Fact]
    public void A_cursor_with_any_byte_changed_is_refused()
    {
        var bytes = Base64Url.DecodeFromChars(Signed().Write(Cursor, Query));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Null(Signed().Read(Base64Url.EncodeToString(bytes), Query));
            bytes[i] ^= 1;
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("not a cursor")]
    [InlineData("AAAA")]
    [InlineData("====")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Text_that_is_not_a_cursor_is_refused(string text) => Assert.Null(Signed().Read(text, Query));

    [Fact]
    public void A_very_long_text_is_refused() => Assert.Null(Signed().Read(new string('A', 100_000), Query));

    [Fact]
    public void A_cursor_signed_with_another_secret_is_refused() => Assert.Null(
        Signed("another secret of more than 32 characters")
            .Read(Signed("one secret that has more than 32 characters").Write(Cursor, Query), Query));

    [Fact]
    public void Without_a_secret_replicas_with_the_same_keys_in_any_order_accept_each_others_cursors()
    {
        var (one, same) = (new Cursors(NoSecret, Ring("a", "b")), new Cursors(NoSecret, Ring("b", "a")));
        Assert.Equal(Cursor, same.Read(one.Write(Cursor, Query), Query));
        Assert.Null(new Cursors(NoSecret, Ring("a", "c")).Read(one.Write(Cursor, Query), Query));
    }

    private static IOptions<CursorOptions> NoSecret => Options.Create(new CursorOptions());

    private static Cursors Signed(string secret = "a secret that has more than 32 characters") =>
        new(Options.Create(new CursorOptions { Secret = secret }), Ring());

    private static KeyRing Ring(params string[] tokens) => KeyRingTests.Ring([.. tokens.Select(token => KeyRingTests.Configured(token))]);
}
