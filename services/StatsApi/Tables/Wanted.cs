using StatsApi.Database;
using StatsApi.Queries;

namespace StatsApi.Tables;

/// <summary>The rows of a table that a query selects. The others count for ranks.</summary>
internal static class Wanted
{
    /// <summary>The condition on rows <c>r</c>.</summary>
    public static string Rows(PageQuery query, Arguments arguments)
    {
        var conditions = new List<string>();
        if (query.Models.Count > 0)
            conditions.Add($"r.model_id = any({arguments.Add(query.Models.ToArray())})");
        if (query.Provider is { } provider)
            conditions.Add($"r.model_id in (select id from stats.model where provider = {arguments.Add(provider)})");
        return conditions.Count == 0 ? "true" : string.Join(" and ", conditions);
    }
}
