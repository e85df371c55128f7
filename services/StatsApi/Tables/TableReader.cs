using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;
using StatsApi.Snapshots;

namespace StatsApi.Tables;

/// <summary>Answers the four kinds of tables.</summary>
internal sealed class TableReader(PageReader pages, Cursors cursors)
{
    /// <param name="level">The endpoint.</param>
    /// <param name="id">The id in the path, if it has one.</param>
    /// <param name="parsed">The query.</param>
    /// <param name="narrow">Takes the id in the path into the scope.</param>
    /// <param name="shape">Makes the <c>data</c> of a table, or null if nothing is known of the id in the path.</param>
    /// <param name="json">How it is written.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Results<PageResult, ProblemResult>> GetAsync(
        string level,
        string? id,
        ParsedQuery parsed,
        Func<Scope, Scope> narrow,
        Func<Table, Scope, object?> shape,
        JsonTypeInfo json,
        CancellationToken cancellationToken)
    {
        if (id is not null && !Ids.IsValid(id))
            return new ProblemResult(Problem.UnknownId(level, id));
        if (parsed.Errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(parsed.Errors));

        var query = parsed.Query;
        var scope = narrow(Scope.Of(query));
        var address = new PageAddress(level, id, query, scope.Tag);
        var after = query.Cursor is { } text ? cursors.Read(text, address.BoundTo) : null;
        if (query.Cursor is not null && after is null)
            return new ProblemResult(Problem.InvalidParameters([new("cursor", $"cursor {Cursors.Expected}.")]));

        return await pages.GetAsync(address, new TableQuestion(scope, query, after), Render, level, cancellationToken);

        Content? Render(Snapshot<Table> snapshot) => shape(snapshot.Answer, scope) is not { } data
            ? null
            : new Content(
                data,
                json,
                Filters.Of(query),
                PaginationOf(snapshot, address, after),
                new Lifetime(snapshot.Answer.Named.All(scope, query.Models), snapshot.Answer.Named.LastKickoff));
    }

    private Pagination PaginationOf(Snapshot<Table> snapshot, PageAddress address, Cursor? after)
    {
        var table = snapshot.Answer;
        var now = (Version: snapshot.Versions[0], snapshot.Generation);
        var first = after is null ? now : (after.Version, after.Generation);
        var next = table.HasMore
            ? cursors.Write(new Cursor(table.Rows[^1].Value, table.Rows[^1].ModelId, first.Version, first.Generation), address.BoundTo)
            : null;
        return new Pagination(table.TotalCount, table.HasMore, next, address.Query.Limit, Consistent: first == now);
    }
}
