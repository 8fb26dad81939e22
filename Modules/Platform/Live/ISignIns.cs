using System.Security.Claims;
using ContactCenter.Platform.Http;

namespace ContactCenter.Platform.Live;

/// <summary>
/// Says who connected people are now, because a connection outlives the request that made it. Asked every 30 s, and when the
/// bell <see cref="Bell"/> rings; whoever ends a sign-in or changes someone's roles rings it everywhere.
/// </summary>
public interface ISignIns
{
    /// <summary>Ring it everywhere after the commit that ended a sign-in or changed rights.</summary>
    const string Bell = "platform.sign-ins";

    /// <summary>For each sign-in, in this order: the person with the rights of now, or null where the sign-in has ended.</summary>
    Task<IReadOnlyList<ClaimsPrincipal?>> RefreshAsync(
        IReadOnlyList<CurrentUser> signIns, CancellationToken cancellationToken);
}
