using Microsoft.AspNetCore.WebUtilities;
using StatsApi.Problems;

namespace StatsApi.Queries;

/// <summary>Reads a query string strictly: what it doesn't understand is an error that names the parameter, never ignored.</summary>
internal static class QueryReader
{
    private const int MostErrors = 20;

    // A hundred times model, and every other one.
    private const int MostPairs = Parameter.MostModels + 20;

    /// <param name="queryString">With or without its question mark.</param>
    /// <param name="allowed">The parameters that make sense here.</param>
    public static ParsedQuery Read(string? queryString, IReadOnlyList<Parameter> allowed)
    {
        var query = new PageQuery();
        var errors = new List<ParameterError>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pairs = 0;
        // Not HttpRequest.Query, which takes Season for season.
        foreach (var pair in new QueryStringEnumerable(queryString))
        {
            if (errors.Count == MostErrors)
                break;
            var name = pair.DecodeName().ToString();
            if (++pairs > MostPairs)
            {
                errors.Add(new(Problem.Cut(name), $"A query string has {MostPairs} parameters at most."));
                break;
            }
            if (Find(name, allowed) is not { } parameter)
                errors.Add(new(Problem.Cut(name), Stranger(name, [.. allowed.Select(each => each.Name)])));
            else if (!seen.Add(name) && parameter != Parameter.Model)
                errors.Add(new(name, $"{name} may be named only once."));
            else if (parameter.Read(query, pair.DecodeValue().ToString()) is { } next)
                query = next;
            else
                errors.Add(parameter.Error);
        }
        errors.AddRange(Contradictions(query, seen, allowed));
        return new ParsedQuery(query, errors);
    }

    private static Parameter? Find(string name, IReadOnlyList<Parameter> parameters)
    {
        for (var n = 0; n < parameters.Count; n++)
        {
            if (parameters[n].Name == name)
                return parameters[n];
        }
        return null;
    }

    private static string Stranger(string name, IReadOnlyList<string> allowed) => Find(name, Parameter.All) is not null
        ? $"{name} makes no sense here. These do: {string.Join(", ", allowed)}."
        : $"There is no parameter {Problem.Cut(name)}. There are: {string.Join(", ", allowed)}.";

    private static IEnumerable<ParameterError> Contradictions(PageQuery query, HashSet<string> seen, IReadOnlyList<Parameter> allowed)
    {
        // Where club is not among the parameters, the path names one.
        if (query.IsHome is not null && allowed.Contains(Parameter.Club) && !seen.Contains("club"))
            yield return new("isHome", "isHome needs a club.");
        if (query.DateFrom > query.DateTo)
            yield return new("dateFrom", "dateFrom must not be after dateTo.");
        if (query.Models.Count > Parameter.MostModels)
            yield return new(seen.Contains("model") ? "model" : "models", $"At most {Parameter.MostModels} models may be named.");
        if (query.Around is not null && query.Models.Count > 0)
            yield return new("around", "around is about the whole table: leave model and models out.");
        if (query.Around is not null && query.Cursor is not null)
            yield return new("around", "around begins anew: with the nextCursor of its answer, leave it out.");
    }
}

/// <summary>A query string, read; its query is of use only if there are no errors.</summary>
internal sealed record ParsedQuery(PageQuery Query, IReadOnlyList<ParameterError> Errors);
