using System.ComponentModel.DataAnnotations;
using ContactCenter.Access.Sessions;
using Microsoft.Extensions.Options;

namespace ContactCenter.Access.SigningIn;

internal static class IssueToken
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/token", Handle)
        .WithName("IssueToken")
        .WithSummary("Gives a program a bearer token for an account; there is no renewal, it asks for another in time.")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .AllowAnonymous();

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(
        Request request, Credentials credentials, SigningKeys keys, TimeProvider clock, IOptions<AccessOptions> options,
        HttpContext context, CancellationToken cancellationToken)
    {
        var outcome = await credentials.OpenSessionAsync(
            request.LogIn, request.Password, SessionKind.Token, context.Connection.RemoteIpAddress, cancellationToken);
        if (outcome.Person is not { } person)
        {
            return outcome.ToProblem(context);
        }

        var lifetime = TimeSpan.FromMinutes(options.Value.TokenMinutes);
        var key = await keys.GetSigningKeyAsync(cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Response(
            TokenRules.Write(person, key, clock.GetUtcNow(), lifetime), "Bearer", (int)lifetime.TotalSeconds));
    }

    public sealed record Request(
        [Required, StringLength(64), RegularExpression(@"\P{C}+", ErrorMessage = "用户名不能含控制字符。")] string LogIn,
        [Required, StringLength(128)] string Password);

    /// <summary>As an OAuth 2.0 token answer (RFC 6749 §5.1), in our own spelling.</summary>
    public sealed record Response(string AccessToken, string TokenType, int ExpiresInSeconds);
}
