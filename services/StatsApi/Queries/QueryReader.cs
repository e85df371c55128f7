using Microsoft.AspNetCore.WebUtilities;

namespace StatsApi.Queries;

/// <summary>Reads a query string strictly: what it doesn't understand is an error that names the parameter, never ignored.</summary>
internal static class QueryReader
{
    private const int MostErrors = 20;
    private const int LongestRepeated = Ids.Longest;

    // A hundred times model, and every other one.
    private const int MostPairs = Parameter.MostModels + 20;

    /// <param name="queryString">With or without its question mark.</param>
    /// <param name="allowed">The parameters that make sense here, of <see cref="Allowed"/>.</param>
    public static ParsedQuery Read(string? queryString, IReadOnlyList<string> allowed)
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
                errors.Add(new(Cut(name), $"A query string has {MostPairs} parameters at most."));
                break;
            }
            if (!Parameter.ByName.TryGetValue(name, out var parameter) || !allowed.Contains(name))
                errors.Add(new(Cut(name), Stranger(name, parameter is not null, allowed)));
            else if (!seen.Add(name) && parameter != Parameter.Model)
                errors.Add(new(name, $"{name} may be named only once."));
            else if (parameter.Read(query, pair.DecodeValue().ToString()) is { } next)
                query = next;
            else
                errors.Add(new(name, $"{name} {parameter.Expected}."));
        }
        errors.AddRange(Contradictions(query, seen, allowed));
        return new ParsedQuery(query, errors);
    }

    /// <summary>What a client sent, as far as a message repeats it.</summary>
    public static string Cut(string name) => name.Length <= LongestRepeated ? name : $"{name[..LongestRepeated]}…";

    private static string Stranger(string name, bool known, IReadOnlyList<string> allowed) => known
        ? $"{name} makes no sense here. These do: {string.Join(", ", allowed)}."
        : $"There is no parameter {Cut(name)}. There are: {string.Join(", ", allowed)}.";

    private static IEnumerable<ParameterError> Contradictions(PageQuery query, HashSet<string> seen, IReadOnlyList<string> allowed)
    {
        // Where club is not among the parameters, the path names one.
        if (query.IsHome is not null && allowed.Contains("club") && !seen.Contains("club"))
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
