using System.ComponentModel.DataAnnotations;
using ContactCenter.Calls.Live;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;
using Microsoft.Extensions.Options;

namespace ContactCenter.Calls.Desks;

internal static class LogIn
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/me/log-in", Handle)
        .RequireAuthorization(Rights.TakeCalls)
        .WithName("LogIn")
        .WithSummary("Signs the agent in at a telephone; a later sign-in takes the console over from an earlier one.")
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<Results<Ok<AgentView>, NotFound<string>, ProblemHttpResult>> Handle(
        Request request, CurrentUser user, Desk desk, IOptions<CallsOptions> options, CancellationToken cancellationToken) =>
        desk.ActAsync(user, "log-in", (agent, now) =>
        {
            if (user.Session < agent.Session)
            {
                return Desk.WhyNotThisConsole(agent, user);
            }

            var phone = string.IsNullOrWhiteSpace(request.Phone) ? agent.Phone : request.Phone.Trim();
            if (phone.Length == 0)
            {
                return new Refusal("phone-required", "请填写话机号码后再签入。");
            }

            agent.LogIn(user.Session, phone, request.PhoneMode ?? agent.PhoneMode, now);
            agent.Presence = Presence.Online;
            agent.PresenceUntil = now.AddSeconds(options.Value.PresenceLeaseSeconds);
            return null;
        }, cancellationToken, takesOver: true);

    public sealed record Request([StringLength(100), RegularExpression(@"[A-Za-z0-9/_.@+:-]*")] string? Phone, PhoneMode? PhoneMode);
}
