using ContactCenter.Telephony.EventApi.Signing;

namespace ContactCenter.Telephony.EventApi.Intake;

internal static class PostSnapshot
{
    private static readonly Fault NotASnapshot =
        Fault.Schema($"Send one event of type {EventTypes.Snapshot}; other events go to /events.");

    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/snapshots", Handle)
        .WithName(nameof(PostSnapshot))
        .WithSummary("Takes in the list of every live call of a PBX, to repair what events were lost.");

    private static async Task Handle(HttpContext context, Inbox inbox, Quarantine quarantine)
    {
        using var body = context.Features.Get<SignedBody>()!;
        if (PostEvents.WhyNotRead(context.Request.ContentType, body.Body.Span, batches: false) is { } fault)
        {
            await Answers.WriteAsync(context, fault);
            return;
        }

        if (EventReading.Read(body.Body.Span) is { Event.Type: { } type } && type is not EventTypes.Snapshot)
        {
            await Answers.WriteAsync(context, NotASnapshot);
            return;
        }

        var outcomes = await PostEvents.TakeInAsync([body.Body], PbxCaller.SourceOf(context), inbox, quarantine);
        await Answers.WriteAsync(context, outcomes[0]);
    }
}
