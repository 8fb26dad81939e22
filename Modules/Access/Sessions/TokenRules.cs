using System.Globalization;
using ContactCenter.Contracts.Access;
using ContactCenter.Platform.Http;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ContactCenter.Access.Sessions;

/// <summary>How programs prove who they are: a JSON Web Token (RFC 7519) that names a session.</summary>
internal static class TokenRules
{
    private const string Issuer = "contactcenter";

    internal static void Configure(JwtBearerOptions options, SigningKeys keys)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ClockSkew = TimeSpan.FromSeconds(30),           // Hosts keep time by NTP; they issue and check, nobody else.
            IssuerSigningKeyResolver = (_, _, keyId, _) => keys.Named(keyId),
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = context => keys.ReadAsync(context.HttpContext.RequestAborted).AsTask(),
            OnTokenValidated = Validate,
            OnChallenge = Challenge,
            OnForbidden = context => Answers.NoRight(context.HttpContext),
        };
    }

    /// <summary>Writes a token for a session.</summary>
    internal static string Write(Person person, SecurityKey key, DateTimeOffset now, TimeSpan lifetime) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = person.Id.ToString(),
                [CurrentUser.SessionClaim] = person.Session,
            },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
        });

    private static async Task Validate(TokenValidatedContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<LiveSessions>();
        if (context.SecurityToken is JsonWebToken token
            && AccountId.TryParse(token.Subject, out var account)
            && token.TryGetPayloadValue<long>(CurrentUser.SessionClaim, out var session)
            && await sessions.FindAsync(new CurrentUser(account, "", session), context.HttpContext.RequestAborted) is { } person)
        {
            context.Principal = person.ToPrincipal(Schemes.Token);
        }
        else
        {
            context.Fail("The session ended or the account is disabled.");
        }
    }

    private static Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.Headers.WWWAuthenticate = context.AuthenticateFailure is null
            ? JwtBearerDefaults.AuthenticationScheme
            : string.Create(CultureInfo.InvariantCulture, $"{JwtBearerDefaults.AuthenticationScheme} error=\"invalid_token\"");
        return Answers.NotSignedIn(context.HttpContext);
    }
}
