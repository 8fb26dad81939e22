using System.Net;
using ContactCenter.Conformance;

namespace ContactCenter.Scenarios.Telephony;

/// <summary>Admits PBXs as an administrator does.</summary>
internal static class PbxAdmission
{
    /// <summary>Admits a PBX and returns it, speaking to this host.</summary>
    internal static async Task<Pbx> AdmitAsync(this ContactCenterHost host, string source, string? callbackUrl = null)
    {
        using var administrator = await host.SignInAsync("admin");
        var admitted = await administrator.PostAsync(
            "/api/telephony/sources", new { source, kind = "trial", name = source, callbackUrl }).ReadAsync(HttpStatusCode.Created);
        return host.Speak(source, (string)admitted["secret"]!);
    }

    /// <summary>A PBX with this secret.</summary>
    internal static Pbx Speak(this ContactCenterHost host, string source, string secret) =>
        new(host.CreateClient(), source, secret, TimeProvider.System);
}
