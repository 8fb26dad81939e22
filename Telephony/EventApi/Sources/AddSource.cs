using System.ComponentModel.DataAnnotations;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;
using ContactCenter.Telephony.EventApi.Signing;
using Npgsql;

namespace ContactCenter.Telephony.EventApi.Sources;

internal static class AddSource
{
    internal static RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/sources", Handle)
        .WithName(nameof(AddSource))
        .WithSummary("Admits a PBX to the event API and shows its signing secret, this once.");

    private static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, Db db, SourceKeys keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        var secret = WebhookSignature.NewSecret();
        await using var work = await db.BeginAsync(cancellationToken);
        try
        {
            await work.ExecuteAsync(Insert, new { request.Source, request.Kind, request.Name, request.CallbackUrl });
            await work.ExecuteAsync(
                SourceKeyRows.Insert, new { Id = Guid.CreateVersion7(), request.Source, Secret = keys.Sealed(secret) });
            await work.NoteAsync(user, "source.admitted", request.Source, clock);
            await work.CommitAsync();
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UniqueViolation)
        {
            return new Refusal("source-exists", "已有同名来源。").ToProblem();
        }

        keys.Forget(request.Source);
        return TypedResults.Created($"/api/telephony/sources/{Uri.EscapeDataString(request.Source)}", new Response(request.Source, secret));
    }

    /// <param name="Source">Its name in every event; letters, digits and <c>/ . _ : -</c>.</param>
    /// <param name="Kind">What it is, for people: the product's name.</param>
    /// <param name="Name">What people call it.</param>
    /// <param name="CallbackUrl">Where commands are pushed; leave it out where the PBX fetches them.</param>
    public sealed record Request(
        [Required, RegularExpression(SourceName.Pattern)] string Source,
        [Required, StringLength(50), RegularExpression("^[^\u0000-\u001f]*$")] string Kind,
        [Required, StringLength(100), RegularExpression("^[^\u0000-\u001f]*$")] string Name,
        [StringLength(500), RegularExpression("^https?://[^\u0000-\u0020]+$")] string? CallbackUrl);

    /// <param name="Source">The source.</param>
    /// <param name="Secret">The signing secret; nothing shows it again.</param>
    public sealed record Response(string Source, string Secret);

    private const string Insert = """
        insert into telephony.sources (source, kind, name, callback_url)
        values (@Source, @Kind, @Name, @CallbackUrl)
        """;
}
