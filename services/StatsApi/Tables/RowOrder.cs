using StatsApi.Database;
using StatsApi.Queries;

namespace StatsApi.Tables;

/// <summary>The order of rows <c>r</c> by value, then by model id. On the way back to an earlier page it is reversed.</summary>
/// <param name="Ascending">Whether the lowest value comes first.</param>
/// <param name="At">The cursor; null for a first page.</param>
internal sealed record RowOrder(bool Ascending, Cursor? At)
{
    private bool IsBackwards => At is { Before: true };

    private bool IsUpwards => Ascending != IsBackwards;

    /// <summary>The SQL order.</summary>
    /// <param name="row">The alias of the rows.</param>
    public string By(string row = "r") => $"{row}.value {(IsUpwards ? "asc" : "desc")}, {row}.model_id {(IsBackwards ? "desc" : "asc")}";

    /// <summary>The condition for the rows from the cursor on.</summary>
    public string Beyond(Arguments arguments) => At is null ? "true" : Beyond(arguments.Add(At.Value), arguments.Add(At.Id));

    /// <summary>The condition for the rows that come before a row of a value and a model, in the forward order.</summary>
    public string Precede(string value, string modelId) =>
        $"(r.value {(Ascending ? "<" : ">")} {value} or r.value = {value} and r.model_id < {modelId})";

    private string Beyond(string value, string modelId) =>
        $"(r.value {(IsUpwards ? ">" : "<")} {value} or r.value = {value} and r.model_id {(IsBackwards ? "<" : ">")} {modelId})";
}
