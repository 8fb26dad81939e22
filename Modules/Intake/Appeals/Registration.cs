using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Areas;
using ContactCenter.Intake.Categories;
using ContactCenter.Intake.Citizens;
using ContactCenter.Intake.Messages;
using ContactCenter.Intake.StatutoryRoutes;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

/// <summary>
/// Registers appeals from whatever channel: once for each form and each external number, sealed before anything is written.
/// </summary>
internal sealed class Registration(
    Db db, IPersonalData personal, CategoryBook categories, AreaBook areas, Receipts receipts, Bells bells, TimeProvider clock)
{
    /// <summary>Registers it, or says why not.</summary>
    internal async Task<(Registered? Registered, Refusal? Refusal)> RegisterAsync(
        Registering wanted, CancellationToken cancellationToken)
    {
        var route = wanted.Outcome?.Route is { } key
            ? await db.FindAsync<StatutoryRoute>(StatutoryRoute.Find, new { key }, cancellationToken)
            : null;
        if ((WhyNot(wanted.Matter) ?? (wanted.Outcome is { } outcome
            ? OutcomeRules.WhyNot(outcome, wanted.Matter.Urgency, route)
            : null)) is { } refusal)
        {
            return (null, refusal);
        }

        await using var work = await db.BeginAsync(cancellationToken);
        var (id, now, code) = (AppealId.New(), clock.GetUtcNow(), AppealNumbers.NewCode());
        if (await FindAsync(work, wanted.Origin) is { } stands)
        {
            return (stands, null);
        }

        var number = await AppealNumbers.NextAsync(work, now);
        var citizen = CitizenOf(wanted);
        if (await work.ExecuteAsync(AppealRows.Insert, Row(wanted, citizen, id, number, code, now)) is 0)
        {
            // Another one of the same form or external number was being written and is committed now.
            return (await FindAsync(work, wanted.Origin)
                ?? throw new InvalidOperationException("An appeal conflicts with none that can be found."), null);
        }

        await FollowAsync(work, wanted, id, number, code, citizen, route, now);
        await work.CommitAsync();
        bells.Ring(MessageBook.Bell);
        return (new Registered(id, number, code, Again: false), null);
    }

    /// <summary>Why a matter cannot be registered as it is typed, or null.</summary>
    internal Refusal? WhyNot(AppealFields.Matter matter) =>
        matter.Category is { } category && categories.Find(category) is null
            ? new Refusal("category-unknown", "没有这个分类，或已停用，请重新选择。")
            : matter.Area is { } area && areas.Find(area) is null
            ? new Refusal("area-unknown", "没有这个地区，请重新选择。")
            : null;

    /// <summary>What the citizen may be told later is written with the act it follows from.</summary>
    private async Task FollowAsync(
        Work work, Registering wanted, AppealId id, string number, string code, Citizen citizen, StatutoryRoute? route, DateTimeOffset now)
    {
        var handling = wanted.Outcome?.HandlingOf();
        await work.NoteAsync(id, wanted.Origin.RegisteredBy, "registered", wanted.Outcome?.Reason, new
        {
            wanted.Origin.Channel, handling, wanted.Matter.Urgency, wanted.Matter.Category, wanted.Matter.Secret,
        });
        if (wanted.Origin.Draft is { } draft)
        {
            await work.ExecuteAsync(TakeAttachments, new { id, draft });
            await work.ExecuteAsync(DropDraft, new { draft });
        }

        if (handling is { } done)
        {
            await work.ExecuteAsync(AppealRows.InsertProgress, new
            {
                id, Stage = done.Follows().Stage.Word(), At = now, PublicAnswer = wanted.Outcome!.Answer ?? route?.Text,
            });
        }

        if (handling is Handling.Dispatch)
        {
            await work.RaiseAsync(new AppealAccepted(id));
        }
        else if (handling is null)
        {
            await work.ShowAsync(InboxTopic.Waits(id, 1, null));
        }

        if (wanted.Origin.Receipt && wanted.Matter.ReplyWanted && wanted.Person.PreferredContact is not "none")
        {
            await (handling switch
            {
                null or Handling.Dispatch => receipts.RegisteredAsync(work, id, citizen.Reach, number, code),
                Handling.OutOfScope => receipts.RouteAsync(work, id, citizen.Reach, route!.Text),
                _ => Task.CompletedTask,
            });
        }
    }

    /// <summary>The number of a live call comes from the call, where nobody can mistype it.</summary>
    private Citizen CitizenOf(Registering wanted)
    {
        var citizen = wanted.Person.Seal(personal);
        return wanted.Origin.CallerOfCall is { } caller
            ? citizen with
            {
                CallerNumberSealed = caller.Token,
                CallerNumberPrint = personal.Fingerprint(PersonalKind.Phone, personal.Open(caller)),
            }
            : citizen;
    }

    private static Task<Registered?> FindAsync(Work work, Origin origin) => origin is { Draft: null, ExternalNumber: null }
        ? Task.FromResult<Registered?>(null)
        : work.FindAsync<Registered>(FindSame, new { origin.Channel, origin.ExternalNumber, origin.Draft });

    private object Row(Registering wanted, Citizen citizen, AppealId id, string number, string code, DateTimeOffset now)
    {
        var (matter, person, origin, outcome) = wanted;
        var handling = outcome?.HandlingOf();
        var follows = handling?.Follows();
        string Open(string text) => personal.Redact(text, person, matter.Secret);
        return new
        {
            id,
            number,
            QueryCodeSealed = personal.Seal(PersonalKind.Narrative, code).Token,
            State = (follows?.State ?? AppealState.Received).Word(),
            Handling = handling?.Word(),
            Stage = follows?.Stage.Word(),
            Type = matter.Type.Word(),
            Urgency = matter.Urgency.Word(),
            origin.Channel,
            origin.ExternalSystem,
            origin.ExternalNumber,
            origin.UpstreamDeadline,
            origin.Draft,
            Call = origin.Call?.Value,
            origin.Line,
            origin.Dialled,
            origin.RecordingId,
            matter.Category,
            CategoryVersion = categories.Find(matter.Category)?.Version,
            matter.Area,
            Place = matter.Place is { } place ? Open(place) : null,
            matter.Longitude,
            matter.Latitude,
            Title = Open(matter.Title),
            Brief = Open(string.IsNullOrWhiteSpace(matter.Brief) ? Short(matter.Narrative) : matter.Brief),
            NarrativeSealed = personal.Seal(PersonalKind.Narrative, matter.Narrative).Token,
            citizen.CallerNumberSealed,
            citizen.CallerNumberPrint,
            citizen.ContactNumberSealed,
            citizen.ContactNumberPrint,
            citizen.CallerNameSealed,
            citizen.IdentityNumberSealed,
            citizen.IdentityNumberPrint,
            citizen.AddressSealed,
            citizen.CompanyNameSealed,
            CallerTags = person.CallerTags ?? [],
            PreferredContact = person.PreferredContact ?? "phone",
            person.Language,
            matter.Secret,
            person.Anonymous,
            matter.ReplyWanted,
            matter.Publishable,
            matter.OldCaller,
            matter.EarlierNumber,
            outcome?.Answer,
            outcome?.KnowledgeId,
            outcome?.KnowledgeTitle,
            Route = handling is Handling.OutOfScope ? outcome!.Route : null,
            outcome?.TransferredTo,
            InvalidReason = handling is Handling.Invalid ? outcome!.Reason : null,
            RegisteredBy = origin.RegisteredBy?.Value,
            ReceivedAt = origin.ReceivedAt ?? now,
            AcceptedAt = handling is null ? (DateTimeOffset?)null : now,
            ClosedAt = follows?.State is AppealState.Closed ? now : (DateTimeOffset?)null,
        };
    }

    private static string Short(string narrative) =>
        narrative.Length <= AppealFields.LongestBrief ? narrative : narrative[..(AppealFields.LongestBrief - 1)] + "…";

    private const string FindSame = """
        select id as Id, number as Number, null::text as QueryCode, true as Again
        from intake.appeals
        where draft_id = @Draft or (channel = @Channel and external_number = @ExternalNumber)
        order by received_at
        limit 1
        """;

    private const string TakeAttachments = """
        update intake.attachments set appeal_id = @id where draft_id = @draft and appeal_id is null
        """;

    private const string DropDraft = "delete from intake.drafts where id = @draft";
}
