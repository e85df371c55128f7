namespace Bench.Peers;

/// <summary>A column of a table: a figure that is measured for several contenders.</summary>
/// <param name="title">Its name and unit.</param>
/// <param name="format">The format of its values.</param>
/// <param name="isMoreBetter">Whether the highest value is the best; otherwise the lowest is.</param>
internal sealed class PeerFigure(string title, string format = "N0", bool isMoreBetter = false)
{
    public static readonly PeerFigure OnePageRate = new("one page, a second", isMoreBetter: true);
    public static readonly PeerFigure OnePageWorst = new("p99, ms", "0.0");
    public static readonly PeerFigure PagesRate = new("16 pages, a second", isMoreBetter: true);
    public static readonly PeerFigure PagesWorst = new("p99, ms", "0.0");
    public static readonly PeerFigure MixRate = new("mix, a second", isMoreBetter: true);
    public static readonly PeerFigure MixWorst = new("p99, ms", "0.0");
    public static readonly PeerFigure Allocated = new("bytes allocated a hit");
    public static readonly PeerFigure OnePageCommands = new("commands sent, one page");
    public static readonly PeerFigure PagesCommands = new("commands sent, 16 pages");
    public static readonly PeerFigure PagesCalls = new("with those in scripts");
    public static readonly PeerFigure Memory = new("bytes in Redis a page");
    public static readonly PeerFigure Stale = new("stale");
    public static readonly PeerFigure Oldest = new("oldest, ms");
    public static readonly PeerFigure StaleByCommit = new("older than a commit");
    public static readonly PeerFigure OldestByCommit = new("oldest, ms");
    public static readonly PeerFigure Loads = new("loads", "0.#");
    public static readonly PeerFigure StaleInHerd = new("stale of 500");
    public static readonly PeerFigure AmongFew = new("ms among 10³ keys", "0.00");
    public static readonly PeerFigure AmongMany = new("ms among 10⁶ keys", "0.00");
    public static readonly PeerFigure Failed = new("failed reads");
    public static readonly PeerFigure StaleInOutage = new("stale reads");
    public static readonly PeerFigure OldestInOutage = new("oldest, s", "0.0");
    public static readonly PeerFigure HitsAgain = new("hits again after, s", "0.0");

    /// <summary>The tables, each with a sentence that says what it shows.</summary>
    public static IReadOnlyList<(string Caption, IReadOnlyList<PeerFigure> Figures)> Tables { get; } =
    [
        ("16 readers of one page, and of a page each", [OnePageRate, OnePageWorst, PagesRate, PagesWorst]),
        ("A Zipf mix of 5,000 pages with a match a second, and the cost of a hit (16 pages)", [MixRate, MixWorst, Allocated, Memory]),
        ("Redis commands for 1,000 hits", [OnePageCommands, PagesCommands, PagesCalls]),
        (
            "Reads of the 100 pages that change most, while 50 matches a second are scored: older than an acknowledged "
                + "invalidation, or than a commit, of a million",
            [Stale, Oldest, StaleByCommit, OldestByCommit]),
        (
            "One invalidation: 500 readers in 4 processes; the time until it returns",
            [Loads, StaleInHerd, AmongFew, AmongMany]),
        ("Redis is killed and restarted 1.5 s later, with 16 readers", [Failed, StaleInOutage, OldestInOutage, HitsAgain]),
    ];

    public string Title => title;

    public string Format => format;

    public bool IsMoreBetter => isMoreBetter;
}
