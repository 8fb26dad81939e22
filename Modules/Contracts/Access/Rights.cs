namespace ContactCenter.Contracts.Access;

/// <summary>
/// What an account may do. Each right is also the name of an authorization policy; which roles have it is decided in Access.
/// </summary>
public static class Rights
{
    /// <summary>Answer calls as an agent (话务员).</summary>
    public const string TakeCalls = "take-calls";

    /// <summary>See every queue, agent and call (班长, 派单员, 管理员).</summary>
    public const string WatchFloor = "watch-floor";

    /// <summary>Change other people's states, move calls and agents (班长).</summary>
    public const string LeadShift = "lead-shift";

    /// <summary>Change lines, queues, accounts and sources (管理员).</summary>
    public const string Administer = "administer";

    /// <summary>Be a PBX: post call events, fetch commands.</summary>
    public const string BePbx = "be-pbx";

    /// <summary>Register appeals and see those of the caller at hand (受理: 话务员, 班长, 派单员).</summary>
    public const string RegisterAppeals = "register-appeals";

    /// <summary>See every appeal and work order (班长, 派单员, 督查员, 管理员).</summary>
    public const string SeeAllOrders = "see-all-orders";

    /// <summary>Review and dispatch work orders, decide objections and extensions (派单: 派单员, 班长).</summary>
    public const string DispatchOrders = "dispatch-orders";

    /// <summary>Handle work orders of one's own organisation (承办单位经办人).</summary>
    public const string HandleOrders = "handle-orders";

    /// <summary>Call citizens back and record what they say (回访: 话务员, 班长, 派单员).</summary>
    public const string CallBackCitizens = "call-back-citizens";

    /// <summary>Urge, supervise, give cards, decide findings and score appeals (督查员, 班长).</summary>
    public const string SuperviseOrders = "supervise-orders";

    /// <summary>See a work order; which ones is decided by role and organisation for each.</summary>
    public const string SeeOrders = "see-orders";

    /// <summary>Ask for a personal datum to be shown; which ones is decided for each, and each view is logged.</summary>
    public const string RevealPersonalData = "reveal-personal-data";

    /// <summary>See who had which personal datum shown, and why (督查员, 管理员).</summary>
    public const string ReviewPersonalViews = "review-personal-views";

    /// <summary>Be another platform: hand in appeals over the channel API with a key of its own.</summary>
    public const string BeChannel = "be-channel";

    /// <summary>Any signed-in person.</summary>
    public const string SignedIn = "signed-in";
}

/// <summary>The roles an account can have; an account may have several.</summary>
public static class Roles
{
    /// <summary>话务员.</summary>
    public const string Agent = "agent";

    /// <summary>班长: leads a shift.</summary>
    public const string ShiftLeader = "shift-leader";

    /// <summary>派单员: watches queues and dispatches work orders.</summary>
    public const string Dispatcher = "dispatcher";

    /// <summary>承办单位经办人: handles the work orders of one organisation.</summary>
    public const string Clerk = "clerk";

    /// <summary>督查员: supervises handling and decides findings.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>系统管理员.</summary>
    public const string Administrator = "administrator";
}
