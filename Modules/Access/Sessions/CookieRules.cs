using ContactCenter.Platform.Http;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace ContactCenter.Access.Sessions;

/// <summary>How people at the console stay signed in.</summary>
internal static class CookieRules
{
    private static readonly object NotOurs = new();

    internal static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "contactcenter";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);     // The longest shift.
        options.SlidingExpiration = true;
        options.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = Validate,
            OnRedirectToLogin = context => context.HttpContext.Items.ContainsKey(NotOurs)
                ? Answers.CsrfHeaderMissing(context.HttpContext)
                : Answers.NotSignedIn(context.HttpContext),
            OnRedirectToAccessDenied = context => Answers.NoRight(context.HttpContext),
        };
    }

    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        // The cookie proves nothing in a request that another page may have made, whatever the endpoint.
        if (!CrossSite.IsOwn(context.Request))
        {
            context.HttpContext.Items[NotOurs] = true;
            context.RejectPrincipal();
            return;
        }

        var sessions = context.HttpContext.RequestServices.GetRequiredService<LiveSessions>();
        if (CurrentUser.From(context.Principal!) is { } named
            && await sessions.FindAsync(named, context.HttpContext.RequestAborted) is { } person)
        {
            context.ReplacePrincipal(person.ToPrincipal(Schemes.Cookie));
        }
        else
        {
            context.RejectPrincipal();
        }
    }
}
