using Microsoft.AspNetCore.Http.HttpResults;

namespace StatsApi.Pages;

/// <summary>Serves a page from the cache or from one snapshot of the database.</summary>
internal sealed class PageReader(
    PageCache cache,
    VersionWait snapshots,
    Cursors cursors,
    IOptions<CacheOptions> options,
    TimeProvider time,
    CachePolicy policy,
    CompressedBodies compressed)
{
    /// <param name="id">The id in the path, if it has one.</param>
    public async Task<Results<PageResult, ProblemResult>> GetAsync<TAnswer, TData>(
        PageEndpoint<TAnswer, TData> endpoint, string? id, HttpRequest asked, CancellationToken cancellationToken)
    {
        if (id is not null && !Ids.IsValid(id))
            return new ProblemResult(Problem.UnknownId(endpoint.Named, id));
        var (query, errors) = QueryReader.Read(asked.QueryString.Value, endpoint.Parameters);
        if (errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(errors));
        var plan = endpoint.Plan(id, query);
        var address = new PageAddress(endpoint.Kind, id, query, plan.Scope);
        var after = query.Cursor is { } cursor ? cursors.Read(cursor, address.BoundTo) : null;
        if (query.Cursor is not null && after is null)
            return new ProblemResult(Problem.InvalidParameters([Parameter.Cursor.Error]));

        var request = address.Request with { Held = EntityTags.Held(asked.Headers.IfNoneMatch) };
        var page = await cache.GetAsync(request, LoadAsync, cancellationToken);
        if (page is null)
            return new ProblemResult(Problem.UnknownId(endpoint.Named, id ?? ""));
        return new PageResult(
            page, request, query, policy, compressed, cache, () => GetAsync(endpoint, id, asked, cancellationToken));

        async Task<LoadedPage?> LoadAsync(CancellationToken token)
        {
            var snapshot = await snapshots.ReadAsync(request.Tags, request.MinVersion, plan.Ask(after), token);
            if (plan.Show(snapshot.Answer) is not { } content)
                return null;
            var (now, version) = (time.GetUtcNow(), snapshot.Versions[0]);
            var pagination = content.List is { } list ? PaginationOf(list, (version, snapshot.Generation), address, after) : null;
            var filters = Filters.Of(query, endpoint.Parameters);
            var meta = new Meta(now.UtcDateTime, Cached: false, plan.Scope, version, filters, pagination, content.UnknownIds);
            var (stored, fresh) = Envelope.Write(content.Data, endpoint.Json, meta);
            return new LoadedPage(snapshot.Generation, snapshot.Versions, stored, fresh, content.Lifetime.TimeToLive(options.Value, now))
            {
                Next = pagination?.NextCursor,
            };
        }
    }

    private Pagination PaginationOf(ListPart list, (long Version, long Generation) now, PageAddress address, Cursor? after)
    {
        var first = after is null ? now : (after.Version, after.Generation);
        var (next, previous) = (CursorAt(list.Last, before: false), CursorAt(list.First, before: true));
        return new Pagination(list.TotalCount, next is not null, next, address.Query.Limit, Consistent: first == now, previous);

        string? CursorAt((double Value, string Id)? place, bool before) => place is var (value, id)
            ? cursors.Write(new Cursor(value, id, first.Version, first.Generation, before), address.BoundTo)
            : null;
    }
}
