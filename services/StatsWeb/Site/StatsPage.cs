using Microsoft.AspNetCore.Components;
using StatsWeb.Api;
using StatsWeb.Words;

namespace StatsWeb.Site;

/// <summary>
/// A page. It reads its data before anything is written, so that its status is right, and remembers the scopes of its data, so that the
/// browser knows which changes concern it.
/// </summary>
public abstract class StatsPage : ComponentBase
{
    private readonly SortedSet<string> _scopes = new(StringComparer.Ordinal);

    [Inject] internal StatsApiClient Api { get; set; } = null!;

    [Inject] internal NameDirectory Directory { get; set; } = null!;

    [Inject] internal ILoggerFactory Logs { get; set; } = null!;

    /// <summary>The request.</summary>
    [CascadingParameter] public HttpContext Http { get; set; } = null!;

    /// <summary>The scopes of the page's data.</summary>
    internal IReadOnlyCollection<string> Scopes => _scopes;

    /// <summary>Why the page can't be shown; null if it can.</summary>
    internal PageProblem? Problem { get; private set; }

    /// <summary>Whether the page has all its data. Nothing is shown before.</summary>
    internal bool IsLoaded { get; private set; }

    internal DateWriter Dates { get; private set; } = null!;

    protected CancellationToken Gone => Http.RequestAborted;

    protected sealed override async Task OnInitializedAsync()
    {
        Dates = new DateWriter(Http.Request.Headers.AcceptLanguage);
        try
        {
            await LoadAsync();
        }
        catch (ApiFailure failure)
        {
            Log.PageFailed(Logs.CreateLogger<StatsPage>(), Http.Request.Path, failure.Message, failure);
            var title = failure.IsOutage ? "The statistics are out of reach" : "This address has a mistake";
            Fail(new PageProblem(failure.Status, title, failure.Message, []));
        }
        IsLoaded = true;
    }

    /// <summary>Reads the page's data.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Reads an answer and remembers its scope.</summary>
    internal async Task<Answer<T>?> ReadAsync<T>(string path)
    {
        var answer = await Api.GetAsync<T>(path, Gone);
        if (answer is not null)
            _scopes.Add(answer.Meta.Scope);
        return answer;
    }

    /// <summary>Reads an answer that a page does without if it can't be had.</summary>
    internal async Task<T?> TryReadAsync<T>(string path)
        where T : class
    {
        try
        {
            return await ReadAsync<T>(path) is { } answer ? answer.Data : null;
        }
        catch (ApiFailure failure) when (!failure.IsOutage)
        {
            return null;
        }
    }

    /// <summary>Shows that the id is unknown, with those that are most like it or, under another heading, others.</summary>
    internal void NotFound(
        string kind, string id, IEnumerable<(string Address, string Name)> nearest, string? text = null, string? heading = null)
    {
        var problem = new PageProblem(
            StatusCodes.Status404NotFound,
            $"There is no such {kind}",
            text ?? $"“{Cut(id)}” is unknown here, or has no results yet.",
            [.. nearest]);
        Fail(heading is null ? problem : problem with { Heading = heading });
    }

    internal void Refuse(string message) =>
        Fail(new PageProblem(StatusCodes.Status400BadRequest, "This address has a mistake", message, []));

    private void Fail(PageProblem problem)
    {
        Problem = problem;
        PageResponse.SetStatus(Http, problem.Status);
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            Http.Response.Headers.RetryAfter = "5";
    }

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "…";
}

/// <summary>Why a page can't be shown.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What happened.</param>
/// <param name="Text">What it means.</param>
/// <param name="Nearest">Pages that may be meant.</param>
public sealed record PageProblem(int Status, string Title, string Text, IReadOnlyList<(string Address, string Name)> Nearest)
{
    public bool IsOutage => Status == StatusCodes.Status503ServiceUnavailable;

    /// <summary>What the pages in <see cref="Nearest"/> are.</summary>
    public string Heading { get; init; } = "Did you mean";
}
