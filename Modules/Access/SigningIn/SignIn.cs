using System.ComponentModel.DataAnnotations;
using ContactCenter.Access.Sessions;
using Microsoft.AspNetCore.Authentication;

namespace ContactCenter.Access.SigningIn;

internal static class SignIn
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/sign-in", Handle)
        .WithName("SignIn")
        .WithSummary("Signs a person in with log-in name and password; the session is kept in a cookie.")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .AllowAnonymous();

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request, Credentials credentials, HttpContext context, CancellationToken cancellationToken)
    {
        var outcome = await credentials.OpenSessionAsync(
            request.LogIn, request.Password, SessionKind.Cookie, context.Connection.RemoteIpAddress, cancellationToken);
        if (outcome.Person is not { } person)
        {
            return outcome.ToProblem(context);
        }

        await context.SignInAsync(Schemes.Cookie, person.ToPrincipal(Schemes.Cookie), new AuthenticationProperties
        {
            IsPersistent = true,        // Survives a crash of the browser in mid-shift.
        });
        return TypedResults.Ok(new Response(SignedInAccount.Of(person)));
    }

    public sealed record Request(
        [Required, StringLength(64), RegularExpression(@"\P{C}+", ErrorMessage = "用户名不能含控制字符。")] string LogIn,
        [Required, StringLength(128)] string Password);

    public sealed record Response(SignedInAccount Account);
}
