using System.Text;

namespace StatsApi.Queries;

/// <summary>A parsed query string.</summary>
internal sealed record PageQuery
{
    public const int DefaultLimit = 50;

    public string? Season { get; init; }

    public string? Competition { get; init; }

    public string? Club { get; init; }

    public bool? IsHome { get; init; }

    /// <summary>The models whose rows are requested, each once, in ordinal order; empty for all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    public DateOnly? DateFrom { get; init; }

    public DateOnly? DateTo { get; init; }

    /// <summary>Only the rows of this provider's models.</summary>
    public string? Provider { get; init; }

    /// <summary>The fewest scored predictions with which a model is in a table.</summary>
    public int MinPredictions { get; init; } = 1;

    /// <summary>Whether the lowest value comes first.</summary>
    public bool Ascending { get; init; }

    /// <summary>The parts of a model's page that are requested.</summary>
    public ModelParts Include { get; init; } = ModelParts.All;

    /// <summary>Whether the history has an entry for each matchday instead of each day.</summary>
    public bool ByMatchday { get; init; }

    public Since? Since { get; init; }

    public Metric Metric { get; init; }

    /// <summary>Ranks are compared with those at the beginning of this UTC day; null for the latest match day.</summary>
    public DateOnly? CompareTo { get; init; }

    public int Limit { get; init; } = DefaultLimit;

    public string? Cursor { get; init; }

    /// <summary>The model whose row the page is around, instead of the first page or the page after a cursor.</summary>
    public string? Around { get; init; }

    /// <summary>All models that the query names.</summary>
    public IReadOnlyList<string> NamedModels => Around is null ? Models : [.. Models, Around];

    /// <summary>For the stream: the last event that the client received.</summary>
    public (long Generation, long Change)? LastEventId { get; init; }

    /// <summary>The lowest acceptable version of the page's scope. It does not change the page, so it is not part of its key.</summary>
    public long MinVersion { get; init; }

    /// <summary>
    /// The same text for all query strings for one page: sorted by name, without defaults. Ids, days, numbers and cursors contain neither
    /// <c>&amp;</c> nor <c>=</c>; other texts are escaped.
    /// </summary>
    public string Canonical()
    {
        var text = new StringBuilder();
        foreach (var parameter in Parameter.All)
        {
            if (parameter.Write?.Invoke(this) is { } value)
                text.Append(text.Length == 0 ? "" : "&").Append(parameter.Name).Append('=').Append(value);
        }
        return text.ToString();
    }

    /// <summary>The query for the page at a cursor; null for the first page. The cursor replaces <see cref="Around"/>.</summary>
    public PageQuery At(string? cursor) => this with { Cursor = cursor, Around = null };
}
