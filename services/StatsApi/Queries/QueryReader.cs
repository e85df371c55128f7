using Microsoft.AspNetCore.WebUtilities;
using StatsApi.Problems;

namespace StatsApi.Queries;

/// <summary>
/// Reads a query string strictly: an unknown parameter or value is an error that names the parameter. An empty value is as if the parameter
/// were absent, as forms send it.
/// </summary>
internal static class QueryReader
{
    private const int MostErrors = 20;

    // A hundred times model, and all others.
    private const int MostPairs = Parameter.MostModels + 20;

    /// <param name="queryString">With or without its question mark.</param>
    /// <param name="allowed">The parameters of the endpoint.</param>
    public static ParsedQuery Read(string? queryString, IReadOnlyList<Parameter> allowed)
    {
        var query = new PageQuery();
        var errors = new List<ParameterError>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pairs = 0;
        // Not HttpRequest.Query, which ignores case.
        foreach (var pair in new QueryStringEnumerable(queryString))
        {
            if (errors.Count == MostErrors)
                break;
            var name = pair.DecodeName().ToString();
            if (++pairs > MostPairs)
            {
                errors.Add(new(Problem.Cut(name), $"A query string may have {MostPairs} parameters at most."));
                break;
            }
            if (Find(name, allowed) is not { } parameter)
                errors.Add(new(Problem.Cut(name), Stranger(name, [.. allowed.Select(each => each.Name)])));
            else if (pair.DecodeValue().ToString() is not { Length: > 0 } value)
                continue;
            else if (!seen.Add(name) && parameter != Parameter.Model)
                errors.Add(new(name, $"{name} may be given only once."));
            else if (parameter.Read(query, value) is { } next)
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
        ? $"{name} is not a parameter of this endpoint. Its parameters: {string.Join(", ", allowed)}."
        : $"Unknown parameter {Problem.Cut(name)}. Known parameters: {string.Join(", ", allowed)}.";

    private static IEnumerable<ParameterError> Contradictions(PageQuery query, HashSet<string> seen, IReadOnlyList<Parameter> allowed)
    {
        // If club is not among the parameters, the path names one.
        if (query.IsHome is not null && allowed.Contains(Parameter.Club) && !seen.Contains("club"))
            yield return new("isHome", "isHome needs a club.");
        foreach (var missing in allowed.Where(parameter => parameter.IsRequired && !seen.Contains(parameter.Name)))
            yield return new(missing.Name, $"{missing.Name} is missing: it {missing.Expected}.");
        if (query.ByMatchday && (query.Competition is null || query.Season is null))
            yield return new("by", "by=matchday needs competition and season.");
        if (query.DateFrom > query.DateTo)
            yield return new("dateFrom", "dateFrom must not be after dateTo.");
        if (query.Models.Count > Parameter.MostModels)
            yield return new(seen.Contains("model") ? "model" : "models", $"At most {Parameter.MostModels} models may be given.");
        if (query.Around is not null && (query.Models.Count > 0 || query.Provider is not null))
            yield return new("around", "around applies to the whole table. Leave out model, models and provider.");
        if (query.Around is not null && query.Cursor is not null)
            yield return new("around", "around and cursor exclude each other. Leave out around to continue from the cursor.");
    }
}

/// <summary>A parsed query string. The query is valid only without errors.</summary>
internal sealed record ParsedQuery(PageQuery Query, IReadOnlyList<ParameterError> Errors);
