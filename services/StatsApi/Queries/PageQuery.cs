using System.Text;

namespace StatsApi.Queries;

/// <summary>A query string, understood.</summary>
internal sealed record PageQuery
{
    public const int DefaultLimit = 50;

    public string? Season { get; init; }

    public string? Competition { get; init; }

    public string? Club { get; init; }

    public bool? IsHome { get; init; }

    /// <summary>Only these rows; each id once, in ordinal order; none means all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    public DateOnly? DateFrom { get; init; }

    public DateOnly? DateTo { get; init; }

    public Since? Since { get; init; }

    public Metric Metric { get; init; }

    /// <summary>Ranks are compared with those of the beginning of this UTC day; null for that of the latest matchday.</summary>
    public DateOnly? CompareTo { get; init; }

    public int Limit { get; init; } = DefaultLimit;

    public string? Cursor { get; init; }

    /// <summary>The page is the one around this model's row, rather than the first one or the one after a cursor.</summary>
    public string? Around { get; init; }

    /// <summary>All models that it names.</summary>
    public IReadOnlyList<string> NamedModels => Around is null ? Models : [.. Models, Around];

    /// <summary>Of the stream: the last event that the client got.</summary>
    public (long Generation, long Change)? LastEventId { get; init; }

    /// <summary>The least version of the page's scope that will do. It doesn't change the page, so it is no part of its key.</summary>
    public long MinVersion { get; init; }

    /// <summary>
    /// One text for all query strings that ask for the same page: sorted by name, defaults left out. No value needs escaping, for ids,
    /// days, numbers and cursors hold neither <c>&amp;</c> nor <c>=</c>.
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

    /// <summary>The query of the page after one of this query; null for that of the first page.</summary>
    /// <remarks>Where a page begins may be around a model.</remarks>
    public PageQuery At(string? cursor) => this with { Cursor = cursor, Around = null };
}
