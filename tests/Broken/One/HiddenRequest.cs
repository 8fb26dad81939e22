using ContactCenter.Broken.Other;
using ContactCenter.Contracts.Telephony;

namespace ContactCenter.Broken.One;

/// <summary>Has a request that validation will not see, uses a contract nobody allowed, and depends on who depends on it.</summary>
internal sealed class HiddenRequest(ILines lines)
{
    internal object Ask(Request request) => (lines, request, typeof(OpenToHeirsHelper));

    internal sealed record Request(string Text);
}
