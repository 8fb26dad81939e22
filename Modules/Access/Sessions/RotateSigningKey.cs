using ContactCenter.Access.Auditing;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Access.Sessions;

internal static class RotateSigningKey
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/signing-key/rotate", Handle)
        .WithName("RotateSigningKey")
        .WithSummary("Has tokens signed with a new key; a leaked one is refused from now on, else it runs out with its last token.")
        .RequireAuthorization(Rights.Administer);

    private static async Task<NoContent> Handle(
        Request request, CurrentUser user, SigningKeys keys, Db db, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await keys.RotateAsync(work, request.Leaked);
        await AuditLog.RecordAsync(work, new AuditRecord(
            user.Id, request.Leaked ? "signing-key.revoked" : "signing-key.rotated", "signing-key", null, null));
        await work.CommitAsync();
        return TypedResults.NoContent();
    }

    public sealed record Request(bool Leaked);
}
