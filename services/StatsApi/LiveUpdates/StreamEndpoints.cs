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
        - `ready` is the first event of a client that names none before: it is told of everything after this change. Read now what you show.
        - `change` tells that a match was scored. `tags` has the new version of each scope that it touched, and of `names` if a display name changed: if the
          `meta.scope` of your page is there, or `names`, read the page again.
        - `reset` tells that anything may have changed: read again what you show. Its reason is `too-long-ago`, `generation` (another database) or `rebuild`.

        A page that is read after an event is no older than the event; with `minVersion={tags[meta.scope]}` not even after an outage of Redis.

        Filters choose one scope: the club's, else the competition's, else all, with the season if it is named. Lines that begin with `:` are signs
        of life, one in 15 seconds.

        A client that was cut off comes again with `Last-Event-ID`, and gets what it has missed. Browsers' EventSource can't send a key, so it is opened with
        a ticket, which opens one stream within a minute. Its own attempts to reconnect end in a 401: close it, get a new ticket, and
        open it with `lastEventId`.

        A key may have 250 streams open on a replica, if its operator set no other number; one more is a 429.

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
            .Describes("Live updates", "getStream", "What changes, as server-sent events")
            .WithDescription(Events)
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");
        stats.MapPost("/stream/tickets", PostTicket)
            .Takes([])
            .Describes("Live updates", "createTicket", "A ticket to open the stream with from a browser")
            .WithDescription(
                "It stands for the key that asks for it, as `ticket` of `/stream` and nowhere else. It opens one stream, and ends within a minute.")
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
        // The header is of a browser that comes again by itself, to the address that it began with: it knows better.
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
            // Only now: a request that is refused for something else leaves its ticket good.
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
            return new ProblemResult(Problem.InvalidParameters([new(parameter, "A ticket is asked for without parameters.")]));
        var expiresAt = time.GetUtcNow() + options.Value.Ticket;
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new TicketAnswer(Tickets.Write(context.Features.Get<ApiKey>()!, expiresAt), expiresAt.UtcDateTime), LiveJson.Default.TicketAnswer);
    }
}
