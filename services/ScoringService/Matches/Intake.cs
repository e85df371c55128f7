using System.Diagnostics;
using System.Threading.Channels;
using Stats.Store.Events;

namespace ScoringService.Matches;

/// <summary>
/// Group commit: messages that arrive while one group commits form the next group, so a lone message doesn't wait and a flood costs few
/// transactions. Each message still succeeds or fails by itself.
/// </summary>
/// <param name="most">The most messages in a group.</param>
internal abstract class Intake<TMessage, TResult>(int most) : BackgroundService
    where TMessage : FeedMessage
{
    private readonly Channel<Delivery> _deliveries = Channel.CreateUnbounded<Delivery>(new() { SingleReader = true });

    /// <summary>Completes after the commit.</summary>
    public Task<TResult> TakeAsync(ConsumeContext<TMessage> context)
    {
        var delivery = new Delivery(context, MessageOrigin.Of(context), Activity.Current);
        _deliveries.Writer.TryWrite(delivery);
        return delivery.Done.Task.WaitAsync(context.CancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var waiting = new List<Delivery>(most);
        while (waiting.Count > 0 || await _deliveries.Reader.WaitToReadAsync(stoppingToken))
        {
            stoppingToken.ThrowIfCancellationRequested();
            while (waiting.Count < most && _deliveries.Reader.TryRead(out var delivery))
                waiting.Add(delivery);
            var group = waiting[0].FailedAlone ? [waiting[0]] : Together(waiting.Where(delivery => !delivery.FailedAlone));
            waiting = [.. waiting.Except(group)];
            // The spans of the group belong to the trace of its first message.
            Activity.Current = group[0].Activity;
            await EachOrAllAsync(group, CommitAsync);
            Activity.Current = null;
        }
    }

    /// <summary>Those of the waiting messages that may commit together, among them the first.</summary>
    protected virtual IReadOnlyList<Delivery> Together(IEnumerable<Delivery> waiting) => [.. waiting];

    /// <summary>Commits a group and completes its deliveries.</summary>
    protected abstract Task CommitAsync(IReadOnlyList<Delivery> group);

    /// <summary>
    /// Takes a step for all of a group. An outage fails all its messages. After any other failure, each is tried alone, so that only the
    /// faulty one fails; that one is tried alone again when it is retried.
    /// </summary>
    protected static async Task EachOrAllAsync(IReadOnlyList<Delivery> group, Func<IReadOnlyList<Delivery>, Task> step)
    {
        try
        {
            await step(group);
        }
        catch (Exception e) when (group.Count > 1 && IsOfOneMessage(e))
        {
            foreach (var delivery in group)
                await EachOrAllAsync([delivery], step);
        }
        catch (Exception e)
        {
            foreach (var delivery in group)
            {
                delivery.FailedAlone |= IsOfOneMessage(e);
                delivery.Done.TrySetException(e);
            }
        }
    }

    /// <summary>Where the messages of a group came from. Compares by reference: two messages with the same content differ.</summary>
    protected static Func<FeedMessage, Origin?> OriginsOf(IEnumerable<Delivery> group)
    {
        var origins = group.ToDictionary<Delivery, FeedMessage, Origin>(
            delivery => delivery.Context.Message, delivery => delivery.Origin, ReferenceEqualityComparer.Instance);
        return origins.GetValueOrDefault;
    }

    // Another program that appends to one match continuously is no outage for the others.
    private static bool IsOfOneMessage(Exception e) => e is StreamConflictException || !TransientFailure.Is(e);

    /// <summary>A message in hand.</summary>
    protected sealed class Delivery(ConsumeContext<TMessage> context, Origin origin, Activity? activity)
    {
        public ConsumeContext<TMessage> Context => context;

        public Origin Origin => origin;

        public Activity? Activity => activity;

        public TaskCompletionSource<TResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Whether an earlier try of this message failed, and not because of an outage.</summary>
        public bool FailedAlone
        {
            get => context.ReceiveContext.HasPayloadType(typeof(Failure));
            set
            {
                if (value)
                    context.ReceiveContext.GetOrAddPayload(() => new Failure());
            }
        }

        // MassTransit's retries keep the context in which a message was received.
        private sealed class Failure;
    }
}
