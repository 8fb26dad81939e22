using System.Security.Claims;
using System.Text.Encodings.Web;
using ContactCenter.Platform.Database;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ContactCenter.Intake.Channels;

/// <summary>Signs another platform in by its key, <c>Authorization: Bearer ycc_…</c>.</summary>
internal sealed class ChannelAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, Db db)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <summary>The scheme's name; endpoints of the channel API name it, so that nothing else can open them.</summary>
    internal new const string Scheme = "channel";

    /// <summary>The claim that says which channel it is.</summary>
    internal const string SourceClaim = "channel-source";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[HeaderNames.Authorization] is not [{ } proof]
            || !proof.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            || proof[Bearer.Length..].Trim() is not { } key
            || !ChannelKey.LooksLikeOne(key))
        {
            return AuthenticateResult.NoResult();
        }

        return await db.FindAsync<string>(FindChannel, new { Hash = ChannelKey.HashOf(key) }, Context.RequestAborted) is { } channel
            ? AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity([new Claim(SourceClaim, channel)], Scheme)), Scheme))
            : AuthenticateResult.NoResult();
    }

    private const string FindChannel = """
        select channel.code
        from intake.channel_keys key
        join intake.channels channel on channel.code = key.channel
        where key.hash = @Hash and key.retired_at is null and channel.active and channel.kind = 'pushed'
        """;
}
