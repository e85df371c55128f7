using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Stats.Contracts;
using StatsApi.ApiKeys;
using StatsApi.Problems;
using StatsApi.Queries;

namespace StatsApi.LiveUpdates;

internal static class StreamEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    private static readonly Parameter[] Parameters =
        [Parameter.Season, Parameter.Competition, Parameter.Club, Parameter.LastEventId, Parameter.Ticket];

    private const string Events =
        """
        - `ready` is the first event of a new client. All later changes follow. Read the pages that you show.
        - `change`: a match was scored. `tags` has the new version of each scope that it touched, and of `names` if a display name changed.
          If it contains `names` or the `meta.scope` of your page, read the page again. `match` has the match with its names and score.
        - `reset`: anything may have changed. Read again all pages that you show. The reason is `too-long-ago`, `generation` (another
          database) or `rebuild`.

        A page read after an event is not older than the event. To ensure this even after an outage of Redis, send
        `minVersion={tags[meta.scope]}`.

        Filters select one scope: the club, else the competition, else all matches, with the season if given. Lines that begin with `:` are
        heartbeats, one every 15 seconds.

        To reconnect, send the last event id as `Last-Event-ID`: the missed events are sent first. Browsers' EventSource can't send a key.
        Open it with a ticket, which opens one stream within a minute. Its automatic reconnect fails with 401: close it, get a new ticket,
        and open it with `lastEventId`.

        A key can have 250 streams open on a replica, unless the operator set another limit; a further one returns 429.

        ```js
        const stream = "/api/stats/stream";
        let place = "";
        async function open() {
          const answer = await fetch(`${stream}/tickets`, {
            method: "POST",
            headers: { Authorization: `Bearer ${key}` },
          });
          if (!answer.ok) throw new Error(answer.statusText);
          const { ticket } = await answer.json();
          const query = new URLSearchParams({ season, ticket });
          if (place) query.set("lastEventId", place);
          const events = new EventSource(`${stream}?${query}`);
          for (const type of ["ready", "change", "reset"])
            events.addEventListener(type, (event) => {
              place = event.lastEventId;
              show(type, JSON.parse(event.data));
            });
          events.onerror = () => {
            events.close();
            again();
          };
        }
        const follow = () => open().catch(again);
        const again = () => setTimeout(follow, 2000);
        follow();
        ```
        """;

    public static void MapStream(this IEndpointRouteBuilder stats)
    {
        stats.MapGet("/stream", GetStreamAsync).WithMetadata(new TicketsAccepted())
            .Takes(Parameters)
            .Describes("Live updates", "getStream", "Changes as server-sent events")
            .WithDescription(Events)
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");
        stats.MapPost("/stream/tickets", PostTicket)
            .Takes([])
            .Describes("Live updates", "createTicket", "A ticket that opens the stream in a browser")
            .WithDescription(
                "A ticket replaces the key, but only as `ticket` of `/stream`. It opens one stream and expires within a minute.")
            .Produces<TicketAnswer>();
    }

    private static async Task<Results<StreamResult, ProblemResult>> GetStreamAsync(
        HttpContext context,
        ChangeTail tail,
        ClientStreams streams,
        StreamLimiter limiter,
        UsedTickets used,
        CancellationToken cancellationToken)
    {
        var (query, errors) = QueryReader.Read(context.Request.QueryString.Value, Parameters);
        if (errors.Count > 0)
            return new ProblemResult(Problem.InvalidParameters(errors));

        var after = query.LastEventId is var (generation, change) ? new EventId(generation, change) : null;
        // A browser that reconnects sends the header to its first address, so the header is newer than the parameter.
        if (context.Request.Headers[LastEventId].ToString() is { Length: > 0 } text)
        {
            after = EventId.Parse(text);
            if (after is null)
                return new ProblemResult(Problem.InvalidParameters([new(LastEventId, $"{LastEventId} {Parameter.LastEventId.Expected}.")]));
        }
        var (permit, refusal) = limiter.Acquire(context.Features.Get<ApiKey>()!);
        if (permit is null)
            return new ProblemResult(refusal!);
        Subscription? client = null;
        try
        {
            // Last, so that a request refused for another reason does not use up its ticket.
            if (context.Features.Get<Ticket>() is { } ticket && !await used.TryUseAsync(ticket, cancellationToken))
            {
                context.Response.Headers.WWWAuthenticate = Credentials.Invalid;
                return new ProblemResult(Problem.TicketUsed());
            }
            client = await tail.JoinAsync(Tags.Scope(query.Competition, query.Club, query.Season), cancellationToken);
            return new StreamResult(streams, client, permit, after);
        }
        finally
        {
            if (client is null)
                permit.Dispose();
        }
    }

    private static Results<JsonHttpResult<TicketAnswer>, ProblemResult> PostTicket(
        HttpContext context, IOptions<LiveUpdatesOptions> options, TimeProvider time)
    {
        if (context.Request.Query.Keys.FirstOrDefault() is { } parameter)
            return new ProblemResult(Problem.InvalidParameters([new(parameter, "This endpoint takes no parameters.")]));
        var expiresAt = time.GetUtcNow() + options.Value.Ticket;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new TicketAnswer(Tickets.Write(context.Features.Get<ApiKey>()!, expiresAt), expiresAt.UtcDateTime), LiveJson.Default.TicketAnswer);
    }
}
