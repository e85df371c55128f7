namespace StatsApi.Queries;

/// <summary>What is wrong with one parameter, said to whoever sent it.</summary>
/// <param name="Parameter">Its name; of a body the member, or <c>body</c> if it is none.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
internal sealed record ParameterError(string Parameter, string Message);

/// <summary>A query string, read; its query is of use only if there are no errors.</summary>
internal sealed record ParsedQuery(PageQuery Query, IReadOnlyList<ParameterError> Errors);
