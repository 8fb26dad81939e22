using System.Globalization;
using System.Text.Encodings.Web;
using ContactCenter.Telephony.EventApi.Intake;
using ContactCenter.Telephony.EventApi.Sources;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Telephony.EventApi.Signing;

/// <summary>
/// Signs a PBX in by the signature on its request. The body is checked before anything parses it, and kept as
/// <see cref="SignedBody"/> for the endpoint. A GET is signed over an empty body.
/// </summary>
internal sealed class PbxAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    SourceKeys sources, HeardSources heard)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <summary>The scheme's name; endpoints of the event API name it, so that nothing else can open them.</summary>
    internal new const string Scheme = "pbx";

    /// <summary>The claim that says which source it is.</summary>
    internal const string SourceClaim = "pbx-source";

    private const int LongestId = 200;

    private static readonly Fault Unsigned = new(
        401, "unsigned", "请求没有有效签名。", "Sign the raw body as Standard Webhooks says and name the source in webhook-source.");

    private static readonly Fault Forged = Unsigned with { Code = "bad-signature", Title = "签名不正确。" };

    private static readonly Fault Stale = new(
        401, "stale", "时间戳超出允许范围(±5 分钟)。", "Set webhook-timestamp to the time of this attempt and keep the clock right.");

    private static readonly Fault TooLarge = new(
        413, "too-large", "正文超过 256 kB。", "Send fewer events in one batch, or less in one event.");

    private Fault fault = Unsigned;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        try
        {
            return await SignInAsync();
        }
        catch (BadHttpRequestException exception)
        {
            return Refuse(new Fault(exception.StatusCode, "bad-request", "请求无法读取。", "Send a well-formed HTTP request."));
        }
        catch (NpgsqlException)
        {
            // The sender's retry is the cure, and it needs to be told so; the host logs the database's absence elsewhere.
            return Refuse(Fault.Unavailable);
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Answers.WriteAsync(Context, fault);

    private async ValueTask<AuthenticateResult> SignInAsync()
    {
        var headers = Request.Headers;
        if (headers[WebhookSignature.SourceHeader] is not [{ Length: > 0 and <= LongestId } source]
            || headers[WebhookSignature.IdHeader] is not [{ Length: > 0 and <= LongestId } id]
            || headers[WebhookSignature.SignatureHeader] is not [{ Length: > 0 } signatures]
            || !long.TryParse(
                headers[WebhookSignature.TimestampHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp))
        {
            return AuthenticateResult.NoResult();
        }

        if (Math.Abs(TimeProvider.GetUtcNow().ToUnixTimeSeconds() - (double)timestamp) > WebhookSignature.Tolerance.TotalSeconds)
        {
            return Refuse(Stale);
        }

        if (source.AsSpan().ContainsAnyInRange('\0', '\u001f')
            || await sources.FindAsync(source, Context.RequestAborted) is not { } ring)
        {
            return Refuse(Request.ContentLength > SignedBody.Limit ? TooLarge : Forged);
        }

        var body = await SignedBody.ReadAsync(Request, id, timestamp, Context.RequestAborted);
        if (body is null)
        {
            return Refuse(TooLarge);
        }

        if (!WebhookSignature.IsValid(ring.Keys, body.Signed.Span, signatures))
        {
            var newer = await sources.FindNewerAsync(ring, Context.RequestAborted);
            if (newer is null || !WebhookSignature.IsValid(newer.Keys, body.Signed.Span, signatures))
            {
                body.Dispose();
                return Refuse(Forged);
            }

            ring = newer;
        }

        heard.Note(source);
        Context.Features.Set(body);
        return AuthenticateResult.Success(ring.Ticket);
    }

    private AuthenticateResult Refuse(Fault why)
    {
        fault = why;
        return AuthenticateResult.NoResult();
    }
}
