using ContactCenter.Contracts.Access;
using Microsoft.AspNetCore.Authorization;

namespace ContactCenter.Access;

/// <summary>Which roles have which right: the one table, from which the authorization policies are made.</summary>
internal static class RightsOfRoles
{
    /// <summary>The claim of a principal that a PBX proved to be; its value names the source.</summary>
    private const string PbxSource = "pbx-source";

    /// <summary>The claim of a principal that another platform proved to be; its value names the channel.</summary>
    private const string ChannelSource = "channel-source";

    private static readonly (string Right, string[] Roles)[] Table =
    [
        (Rights.TakeCalls, [Roles.Agent]),
        (Rights.WatchFloor, [Roles.ShiftLeader, Roles.Dispatcher, Roles.Administrator]),
        (Rights.LeadShift, [Roles.ShiftLeader]),
        (Rights.Administer, [Roles.Administrator]),
        (Rights.RegisterAppeals, [Roles.Agent, Roles.ShiftLeader, Roles.Dispatcher]),
        (Rights.SeeAllOrders, [Roles.ShiftLeader, Roles.Dispatcher, Roles.Supervisor, Roles.Administrator]),
        (Rights.DispatchOrders, [Roles.Dispatcher, Roles.ShiftLeader]),
        (Rights.HandleOrders, [Roles.Clerk]),
        (Rights.CallBackCitizens, [Roles.Agent, Roles.ShiftLeader, Roles.Dispatcher]),
        (Rights.SuperviseOrders, [Roles.Supervisor, Roles.ShiftLeader]),
        (Rights.SeeOrders,
            [Roles.Agent, Roles.ShiftLeader, Roles.Dispatcher, Roles.Clerk, Roles.Supervisor, Roles.Administrator]),
        (Rights.RevealPersonalData,
            [Roles.Agent, Roles.ShiftLeader, Roles.Dispatcher, Roles.Clerk, Roles.Supervisor]),
        (Rights.ReviewPersonalViews, [Roles.Supervisor, Roles.Administrator]),
    ];

    /// <summary>Every role there is.</summary>
    internal static IReadOnlyList<string> AllRoles { get; } =
        [Roles.Agent, Roles.ShiftLeader, Roles.Dispatcher, Roles.Clerk, Roles.Supervisor, Roles.Administrator];

    internal static void Register(AuthorizationBuilder authorization)
    {
        foreach (var (right, roles) in Table)
        {
            authorization.AddPolicy(right, policy => policy.RequireAuthenticatedUser().RequireRole(roles));
        }

        // A signed-in person has a session; a PBX, which is authenticated too, is no person.
        authorization.AddPolicy(Rights.SignedIn, policy => policy.RequireClaim(Platform.Http.CurrentUser.SessionClaim));
        authorization.AddPolicy(Rights.BePbx, policy => policy.RequireClaim(PbxSource));
        authorization.AddPolicy(Rights.BeChannel, policy => policy.RequireClaim(ChannelSource));
    }
}
