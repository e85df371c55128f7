using System.Buffers.Text;
using System.Text;
using Bench.Cache;

namespace Bench.Peers;

/// <summary>
/// The pages of the mix and the versions of their tags in PostgreSQL. A tag that no match has touched has version 1. One statement reads
/// a page, so that its body and its versions are from one snapshot.
/// </summary>
internal sealed class PageTable(NpgsqlDataSource database) : IPageSource, IAsyncDisposable
{
    public const long Generation = 1;

    /// <summary>How long each cache keeps a page: as long as StatsApi keeps a page of a season in play.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // Readers that share no load all ask at once. The server has 200 connections for the twenty processes that do so within seconds.
    private const int Connections = 8;

    // About the size of a leaderboard of ten rows, as in `bench cache`.
    private const int BodySize = 3_000;

    private const string VersionName = "{\"version\":";

    private long _loads;

    /// <summary>The pages, the most popular one first. The index of a page is its id.</summary>
    public static IReadOnlyList<MixedPage> Pages { get; } = Mix.ByChance(seed: 1);

    /// <summary>The key and the tags of each page.</summary>
    public static IReadOnlyList<PageRequest> Requests { get; } = [.. Pages.Select(page => page.Request)];

    /// <summary>The ids of the pages that change most.</summary>
    public static int[] Changing(int count)
    {
        var ids = Pages.Index().ToDictionary(page => page.Item, page => page.Index);
        return [.. Mix.MostChangedFirst.Take(count).Select(page => ids[page])];
    }

    /// <summary>How often a page was loaded.</summary>
    public long Loads => Interlocked.Read(ref _loads);

    public static PageTable Open(string postgres) =>
        new(NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres)
        {
            MaxPoolSize = Connections,
            ConnectionIdleLifetime = 2,
            ConnectionPruningInterval = 1,
        }));

    public async Task CreateAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            create table tag (id text primary key, version bigint not null);
            create table body (data text not null);
            """);
        await command.ExecuteNonQueryAsync(ct);
        await using var insert = database.CreateCommand("insert into body values (repeat('x', $1))");
        insert.Parameters.Add(new() { Value = BodySize });
        await insert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Loads a page.</summary>
    /// <returns>The body, and the versions of its tags.</returns>
    public async Task<(byte[] Body, long[] Versions)> LoadAsync(int page, CancellationToken ct)
    {
        Interlocked.Increment(ref _loads);
        await using var command = database.CreateCommand(
            """
            select (select array_agg(coalesce(tag.version, 1) order by n)
                    from unnest($1) with ordinality as wanted (id, n) left join tag using (id)),
                   data
            from body
            """);
        command.Parameters.Add(new() { Value = Requests[page].Tags.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var versions = reader.GetFieldValue<long[]>(0);
        return (Encoding.UTF8.GetBytes($"{VersionName}{versions[0]},\"page\":{page},\"data\":\"{reader.GetString(1)}\"}}"), versions);
    }

    /// <summary>Commits a scored match.</summary>
    /// <returns>The new versions of the tags.</returns>
    public async Task<Dictionary<string, long>> CommitAsync(IEnumerable<string> tags, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            insert into tag select unnest($1), 2
            on conflict (id) do update set version = tag.version + 1
            returning id, version
            """);
        command.Parameters.Add(new() { Value = tags.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
            versions.Add(reader.GetString(0), reader.GetInt64(1));
        return versions;
    }

    /// <summary>The version of a page's first tag, according to its body.</summary>
    public static long VersionOf(ReadOnlySpan<byte> body) => Utf8Parser.TryParse(body[VersionName.Length..], out long version, out _)
        ? version
        : throw new InvalidOperationException("A body has no version.");

    Task<bool> IPageSource.KnowsAsync(string tag, CancellationToken cancellationToken) => Task.FromResult(true);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
