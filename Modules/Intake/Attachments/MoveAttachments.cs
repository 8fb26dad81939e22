using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Intake.Appeals;
using ContactCenter.Intake.Channels;
using ContactCenter.Intake.Progress;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using Microsoft.AspNetCore.Mvc;

namespace ContactCenter.Intake.Attachments;

internal static class MoveAttachments
{
    private const string Summary = "The body is the file itself; its name is a parameter. Type and size are checked, content too.";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        // The store counts for itself and says a sentence; the server would only cut the connection.
        var anySize = new DisableRequestSizeLimitAttribute();
        routes.MapPost("/attachments", Upload)
            .WithName("UploadAttachment")
            .WithSummary($"Adds a file to an appeal or to a form being filled in. {Summary}")
            .WithMetadata(anySize)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Rights.RegisterAppeals);
        routes.MapPost("/public/attachments", UploadPublic)
            .WithName("UploadPublicAttachment")
            .WithSummary($"Adds a file to the public form, before it is handed in; limited by address. {Summary}")
            .WithMetadata(anySize)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .AllowAnonymous();
        ChannelApi.Opened(routes).MapPost("/appeals/{number}/attachments", UploadPushed)
            .WithName("UploadPushedAttachment")
            .WithSummary($"Adds a file to an appeal of this platform. {Summary}")
            .WithMetadata(anySize)
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/attachments/{id}", Download)
            .WithName("DownloadAttachment")
            .WithSummary("A file of an appeal that this person may see; each download is noted on the appeal.")
            .RequireAuthorization(Rights.SeeOrders);
    }

    private static async Task<Results<Created<Response>, NotFound, ProblemHttpResult>> Upload(
        [Required, StringLength(120), PlainText] string name, AppealId? appeal, Guid? draft, CallId? call, HttpRequest request,
        CurrentUser user, ClaimsPrincipal person, AppealSight sight, AttachmentStore store, CancellationToken cancellationToken)
    {
        if (appeal is { } id && await sight.FindAsync(id.Value, person, call, cancellationToken) is null)
        {
            return TypedResults.NotFound();
        }

        if (appeal is null && draft is null)
        {
            return new Refusal("attachment-of-nothing", "请指明附件属于哪件诉求或哪份表单。").ToProblem();
        }

        return Answer(await store.TakeInAsync(
            new Upload(name, "agent") { Appeal = appeal?.Value, Draft = appeal is null ? draft : null, By = user.Id },
            request.Body, cancellationToken));
    }

    private static async Task<Results<Created<Response>, NotFound, ProblemHttpResult>> UploadPublic(
        [Required, StringLength(120), PlainText] string name, Guid form, HttpRequest request, PublicLimits limits,
        AttachmentStore store, CancellationToken cancellationToken) =>
        limits.MayUpload(request.HttpContext.Connection.RemoteIpAddress)
            ? Answer(await store.TakeInAsync(new Upload(name, "web") { Draft = form }, request.Body, cancellationToken))
            : TooMany.Problem("上传过于频繁，请一小时后再试，或致电12345。");

    private static async Task<Results<Created<Response>, NotFound, ProblemHttpResult>> UploadPushed(
        string number, [Required, StringLength(120), PlainText] string name, HttpRequest request, ClaimsPrincipal platform,
        AttachmentStore store, Db db, CancellationToken cancellationToken) =>
        await db.FindAsync<Guid?>(FindPushed, new { Channel = platform.ChannelOf(), number }, cancellationToken) is { } appeal
            ? Answer(await store.TakeInAsync(
                new Upload(name, platform.ChannelOf()) { Appeal = appeal }, request.Body, cancellationToken))
            : TypedResults.NotFound();

    private static async Task<Results<FileStreamHttpResult, NotFound>> Download(
        Guid id, CallId? call, CurrentUser user, ClaimsPrincipal person, HttpContext context, AppealSight sight,
        AttachmentStore store, Db db, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<Row>(Find, new { id }, cancellationToken) is not { } row
            || !await MayAsync(row, user, person, call, sight, cancellationToken)
            || store.Open(row.Sha256) is not { } content)
        {
            return TypedResults.NotFound();
        }

        if (row.AppealId is { } appeal)
        {
            await using var work = await db.BeginAsync(cancellationToken);
            await work.NoteAsync(new AppealId(appeal), user.Id, "downloaded", null, new { Attachment = id });
            await work.CommitAsync();
        }

        // Never shown in the page: what a stranger sent is saved, not run.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(content, row.MediaType, store.NameOf(row.NameSealed));
    }

    private static async Task<bool> MayAsync(
        Row row, CurrentUser user, ClaimsPrincipal person, CallId? call, AppealSight sight, CancellationToken cancellationToken) =>
        row.AppealId is { } appeal
            ? await sight.FindAsync(appeal, person, call, cancellationToken) is not null
            : row.UploadedBy == user.Id.Value;

    private static Results<Created<Response>, NotFound, ProblemHttpResult> Answer((Guid? Id, Refusal? Refusal) taken) =>
        taken.Id is { } id
            ? TypedResults.Created($"/api/intake/attachments/{id}", new Response(id))
            : taken.Refusal!.ToProblem();

    public sealed record Response(Guid Id);

    private sealed class Row
    {
        public Guid? AppealId { get; init; }

        public string NameSealed { get; init; } = "";

        public string MediaType { get; init; } = "";

        public string Sha256 { get; init; } = "";

        public Guid? UploadedBy { get; init; }
    }

    private const string FindPushed = """
        select id from intake.appeals where channel = @Channel and external_number = @number
        """;

    private const string Find = """
        select appeal_id, name_sealed, media_type, sha256, uploaded_by from intake.attachments where id = @id
        """;
}
