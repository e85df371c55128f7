using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using StatsApi.Database;
using StatsApi.Pages;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.Tables;

/// <summary>Answers the four kinds of tables.</summary>
internal sealed class TableReader(PageReader pages, Paging paging)
{
    /// <param name="asked">What asks for it.</param>
    /// <param name="level">The endpoint.</param>
    /// <param name="id">The id in the path, if it has one.</param>
    /// <param name="allowed">The parameters that make sense there.</param>
    /// <param name="narrow">Takes the id in the path into the scope.</param>
    /// <param name="shape">Makes the <c>data</c> of a table, or null if nothing is known of the id in the path.</param>
    /// <param name="json">How it is written.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Results<PageResult, ProblemResult>> GetAsync(
        HttpRequest asked,
        string level,
        string? id,
        IReadOnlyList<string> allowed,
        Func<TableScope, TableScope> narrow,
        Func<Table, TableScope, object?> shape,
        JsonTypeInfo json,
        CancellationToken cancellationToken)
    {
        if (id is not null && !Ids.IsValid(id))
            return new ProblemResult(Problem.UnknownId(level, id));
        var parsed = QueryReader.Read(asked.QueryString.Value, allowed);
        if (parsed.Errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(parsed.Errors));

        var query = parsed.Query;
        var scope = narrow(TableScope.Of(query));
        var address = new PageAddress(level, id, query, scope.Tag);
        if (!paging.TryRead(address, out var after))
            return new ProblemResult(Problem.InvalidCursor());

        return await pages.GetAsync(asked, address, new TableQuestion(scope, query, after), Render, level, cancellationToken);

        Content? Render(Snapshot<Table> snapshot) => shape(snapshot.Answer, scope) is not { } data
            ? null
            : new Content(
                data,
                json,
                Filters.Of(query),
                paging.Of(snapshot, address, after, snapshot.Answer.TotalCount, snapshot.Answer.Last),
                new Lifetime(snapshot.Answer.Named.All(scope, query.NamedModels), snapshot.Answer.Named.LastKickoff));
    }
}
