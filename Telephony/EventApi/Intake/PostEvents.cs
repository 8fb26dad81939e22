using System.Text.Unicode;
using ContactCenter.Platform.Http;
using ContactCenter.Telephony.EventApi.Signing;

namespace ContactCenter.Telephony.EventApi.Intake;

internal static class PostEvents
{
    internal const string One = "application/cloudevents+json";
    internal const string Batch = "application/cloudevents-batch+json";

    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/events", Handle)
        .WithName(nameof(PostEvents))
        .WithMetadata(OftenCalled.Mark)
        .WithSummary("Takes in one event, or a batch of up to 200, and answers when they are durable.");

    private static async Task Handle(HttpContext context, Inbox inbox, Quarantine quarantine)
    {
        using var body = context.Features.Get<SignedBody>()!;
        var source = PbxCaller.SourceOf(context);
        if (WhyNotRead(context.Request.ContentType, body.Body.Span, batches: true) is { } fault)
        {
            await Answers.WriteAsync(context, fault);
            return;
        }

        if (!IsBatch(context.Request.ContentType))
        {
            await Answers.WriteAsync(context, (await TakeInAsync([body.Body], source, inbox, quarantine))[0]);
            return;
        }

        var events = BatchSplitter.Split(body.Body, out fault);
        if (fault is not null)
        {
            await Answers.WriteAsync(context, fault);
            return;
        }

        await Answers.WriteAsync(context, await TakeInAsync(events, source, inbox, quarantine));
    }

    /// <summary>Reads events and writes them into the journal; what becomes of each is in the order they came.</summary>
    internal static async Task<EventOutcome[]> TakeInAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> events, string source, Inbox inbox, Quarantine quarantine)
    {
        var outcomes = new EventOutcome[events.Count];
        var arrivals = new List<(int Place, PostedEvent Event)>(events.Count);
        for (var place = 0; place < events.Count; place++)
        {
            var bytes = events[place].Span;
            var reading = EventReading.Read(bytes);
            var fault = reading.Fault ?? (reading.Event!.Source == source ? null : Fault.ForeignSource);
            if (fault is null)
            {
                arrivals.Add((place, inbox.Sealed(reading.Event!, reading.Call, bytes, bytes)));
            }
            else
            {
                outcomes[place] = new EventOutcome(reading.Event?.Id, 0, IsDuplicate: false, fault);
            }
        }

        if (arrivals.Count > 0)
        {
            var delivery = new Delivery(source, [.. arrivals.Select(one => one.Event)]);
            if (await inbox.WriteAsync(delivery) is { } refused)
            {
                return [.. outcomes.Select(outcome => outcome with { Fault = refused })];
            }

            foreach (var (place, arrival) in arrivals)
            {
                outcomes[place] = arrival.Outcome;
            }
        }

        for (var place = 0; place < outcomes.Length; place++)
        {
            if (outcomes[place].Fault is { Status: StatusCodes.Status422UnprocessableEntity } fault
                && !await quarantine.KeepAsync(source, events[place], fault))
            {
                outcomes[place] = outcomes[place] with { Fault = Fault.Unavailable };
            }
        }

        return outcomes;
    }

    /// <summary>Why a body cannot be parsed, or null where it may.</summary>
    internal static Fault? WhyNotRead(string? contentType, ReadOnlySpan<byte> body, bool batches)
    {
        if (!(batches && IsBatch(contentType)) && contentType?.StartsWith(One, StringComparison.OrdinalIgnoreCase) is not true)
        {
            return Fault.Schema($"Set Content-Type to {One}{(batches ? $" or {Batch}" : "")}.");
        }

        return Utf8.IsValid(body) ? null : Fault.NotUtf8;
    }

    private static bool IsBatch(string? contentType) =>
        contentType?.StartsWith(Batch, StringComparison.OrdinalIgnoreCase) is true;
}
