using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Stats.Contracts;
using StatsApi.Keys;
using StatsApi.OpenApi;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.LiveUpdates;

internal static class StreamEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    private const string Events =
        """
        `ready` says from where on the client is told, `change` that a match was scored, with the version of each tag that it touched, and `reset` that
        anything may have changed. A page that is read after an event is never older than the event.
        """;

    public static void MapStream(this IEndpointRouteBuilder stats)
    {
        stats.MapGet("/stream", GetStreamAsync).WithMetadata(new TicketsAccepted())
            .Describes("Live updates", "getStream", "What changes, as server-sent events", Allowed.OnStream)
            .WithDescription(Events)
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");
        stats.MapPost("/stream/tickets", PostTicket)
            .Describes("Live updates", "createTicket", "A ticket for one browser to open the stream with", [])
            .Produces<TicketAnswer>();
    }

    private static async Task<Results<StreamResult, ProblemResult>> GetStreamAsync(
        HttpRequest request, ChangeTail tail, ClientStreams streams, CancellationToken cancellationToken)
    {
        var parsed = QueryReader.Read(request.QueryString.Value, Allowed.OnStream);
        if (parsed.Errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(parsed.Errors));

        var query = parsed.Query;
        var after = query.LastEventId;
        // The header is of a browser that comes again by itself, to the address that it began with: it knows better.
        if (request.Headers[LastEventId].ToString() is { Length: > 0 } text)
        {
            after = Place.Parse(text);
            if (after is null)
                return new ProblemResult(Problem.InvalidParameters([new(LastEventId, $"{LastEventId} {Place.Expected}.")]));
        }
        return await tail.JoinAsync(Tags.Scope(query.Competition, query.Club, query.Season), cancellationToken) is { } client
            ? new StreamResult(streams, client, after)
            : new ProblemResult(Full());
    }

    private static Results<JsonHttpResult<TicketAnswer>, ProblemResult> PostTicket(
        HttpContext context, IOptions<LiveUpdatesOptions> options, TimeProvider time)
    {
        if (context.Request.Query.Keys.FirstOrDefault() is { } parameter)
            return new ProblemResult(Problem.InvalidParameters([new(parameter, "A ticket is asked for without parameters.")]));
        var expiresAt = time.GetUtcNow() + options.Value.Ticket;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new TicketAnswer(Tickets.Write(context.Features.Get<Key>()!, expiresAt), expiresAt.UtcDateTime), LiveJson.Default.TicketAnswer);
    }

    private static Problem Full() => new("urn:stats:problem:too-many-streams", "Too many clients listen", 503)
    {
        Detail = "This replica serves no more streams. Try again: another one may have room.",
        RetryAfter = TimeSpan.FromSeconds(5),
    };
}
