using System.Security.Claims;

namespace ContactCenter.Telephony.EventApi.Signing;

/// <summary>The PBX behind a signed request.</summary>
internal static class PbxCaller
{
    /// <summary>The source that signed the request; endpoints of the event API are only reached with one.</summary>
    internal static string SourceOf(HttpContext context) => context.User.FindFirstValue(PbxAuthentication.SourceClaim)!;
}
