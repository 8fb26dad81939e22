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

    /// <summary>系统管理员.</summary>
    public const string Administrator = "administrator";
}
