using ContactCenter.Access.Sessions;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;

namespace ContactCenter.Access.SigningIn;

internal static class GetMe
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/me", Handle)
        .WithName("GetMe")
        .WithSummary("Tells who is signed in.")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .RequireAuthorization(Rights.SignedIn);

    private static async Task<Results<Ok<Response>, UnauthorizedHttpResult>> Handle(
        CurrentUser user, LiveSessions sessions, CancellationToken cancellationToken) =>
        await sessions.FindAsync(user, cancellationToken) is { } person
            ? TypedResults.Ok(new Response(SignedInAccount.Of(person)))
            : TypedResults.Unauthorized();

    public sealed record Response(SignedInAccount Account);
}
