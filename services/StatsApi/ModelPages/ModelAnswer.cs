using StatsApi.Tables;

namespace StatsApi.ModelPages;

/// <summary>What a snapshot says of a model.</summary>
/// <param name="Named">What is known of the ids named by filters.</param>
/// <param name="Page">The page, or null if there is no such model.</param>
internal sealed record ModelAnswer(NamedIds Named, ModelPage? Page);
