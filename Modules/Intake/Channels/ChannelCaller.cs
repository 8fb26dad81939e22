using System.Security.Claims;

namespace ContactCenter.Intake.Channels;

/// <summary>The platform behind a request of the channel API.</summary>
internal static class ChannelCaller
{
    /// <summary>The channel; endpoints of the channel API are only reached with one.</summary>
    internal static string ChannelOf(this ClaimsPrincipal platform) =>
        platform.FindFirstValue(ChannelAuthentication.SourceClaim)!;
}
