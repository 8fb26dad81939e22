using System.Security.Claims;
using ContactCenter.Telephony.EventApi.Intake;

namespace ContactCenter.Telephony.EventApi.Signing;

/// <summary>The PBX behind a signed request.</summary>
internal static class PbxCaller
{
    private static readonly Fault Foreign = new(
        403, "not-yours", "不是该来源的签名。", "A source may only ask about itself.");

    /// <summary>The source that signed the request; endpoints of the event API are only reached with one.</summary>
    internal static string SourceOf(HttpContext context) => context.User.FindFirstValue(PbxAuthentication.SourceClaim)!;

    /// <summary>Why the caller may not ask about a source, or null where it asks about itself.</summary>
    internal static Fault? WhyNot(HttpContext context, string source) => source == SourceOf(context) ? null : Foreign;
}
