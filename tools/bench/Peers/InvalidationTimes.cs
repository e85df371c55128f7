using Bench.Cache;

namespace Bench.Peers;

/// <summary>The time to invalidate a match among few and among many other keys.</summary>
internal sealed class InvalidationTimes(PageTable table, RunningPeer peer, RedisProbe redis)
{
    private const int Few = 1_000;
    private const int Many = 1_000_000;
    private const int Rounds = 20;
    private const int PagesOfATag = 3;

    private static readonly MixedMatch Match = Mix.Completing(seconds: 1, seed: 1).Single();

    // A few pages under each tag of the match, so that there is something to invalidate.
    private static readonly int[] Touched =
    [
        .. Match.Touched.SelectMany(tag => Enumerable.Range(0, PageTable.Requests.Count)
            .Where(page => PageTable.Requests[page].Tags[0] == tag)
            .Take(PagesOfATag)),
    ];

    public async Task TakeAsync(PeerResult result, CancellationToken ct)
    {
        foreach (var (figure, keys) in new[] { (PeerFigure.AmongFew, Few), (PeerFigure.AmongMany, Many) })
        {
            await redis.EmptyAsync();
            await OtherKeys.PutAsync(redis.Raw, peer.Contender, keys, ct);
            // The first one warms up.
            for (var round = 0; round <= Rounds; round++)
            {
                await peer.FillAsync(Touched, ct);
                var took = await peer.InvalidateAsync(await table.CommitAsync(Match.Touched, ct), ct);
                if (round > 0)
                    result.Add(figure, peer.Contender, took);
            }
        }
        await redis.EmptyAsync();
    }
}
