using System.Net;

namespace ContactCenter.Scenarios.Dispatch.Orders;

/// <summary>
/// What an order should do, told a second time by hand and without looking at the product: a few words and counters, and for each
/// act the condition under which it works and what it leads to.
/// </summary>
internal sealed class ModelOrder
{
    private const int MaxReturns = 2;
    private const int MaxReworks = 2;
    private const int Attempts = 3;

    private static readonly string[] Settled = ["closed", "outOfScope", "archived"];

    private static readonly Dictionary<string, string> Clerks = new()
    {
        ["clerk-lengshuitan"] = "lengshuitan", ["clerk-transport"] = "transport", ["clerk-urban"] = "urban-management",
    };

    private string outcome = "";
    private string returnedFrom = "";
    private string assistReturnedFrom = "";
    private bool compulsory;
    private bool hard;
    private int returns;
    private int reworks;
    private int missed;

    internal static IReadOnlyList<string> People { get; } = ["dispatcher", "supervisor", "1001", .. Clerks.Keys];

    internal string State { get; private set; } = "pendingReview";

    internal int Version { get; private set; } = 1;

    /// <summary>The unit that leads, or null.</summary>
    internal string? Lead { get; private set; }

    /// <summary>How far the assisting unit is; null where none assists.</summary>
    internal string? Assist { get; private set; }

    /// <summary>What will be answered; and where it is 200, the order has gone on.</summary>
    internal HttpStatusCode Do(string who, Try act)
    {
        if (!HasRight(who, act.Name))
        {
            return HttpStatusCode.Forbidden;
        }

        if (!Sees(who))
        {
            return HttpStatusCode.NotFound;
        }

        if (!Allowed(who, act))
        {
            return HttpStatusCode.Conflict;
        }

        State = Next(act);
        Version++;
        return HttpStatusCode.OK;
    }

    internal bool Would(string who, Try act) => HasRight(who, act.Name) && Sees(who) && Allowed(who, act);

    /// <summary>Whether anything at all would be answered to this person.</summary>
    internal bool Sees(string who) => !Clerks.TryGetValue(who, out var unit) || PartOf(unit) is not null;

    internal static bool HasRight(string who, string act) => act switch
    {
        "sign" or "start" or "interim-report" or "return" or "reply" or "part/sign" or "part/reply" or "part/return" => Clerks.ContainsKey(who),
        "escalate" or "order-rework" or "carry-over" or "resume" or "write-off" or "close-unresolved" => who is "supervisor",
        "reassign" or "urge" or "record-callback" or "mark-hard" or "clear-hard" or "archive" or "assist/release" or "assist/decide-return" => true,
        _ => who is "dispatcher",
    };

    private string? PartOf(string unit) =>
        State is "outOfScope" || (State is "archived" && outcome is "outOfScope") ? null
        : unit == Lead ? "lead"
        : unit is "urban-management" ? Assist
        : null;

    private bool Allowed(string who, Try act)
    {
        var leads = Lead is not null && Clerks.GetValueOrDefault(who) == Lead;
        var assists = Clerks.GetValueOrDefault(who) is "urban-management" && Assist is not null;
        var dispatches = who is "dispatcher";
        var handled = State is "dispatched" or "signed" or "inProgress";
        var withParts = handled || State is "objectionReview";
        return act.Name switch
        {
            "dispatch" => State is "pendingReview",
            "sign" => State is "dispatched" && leads,
            "start" => State is "signed" && leads,
            "interim-report" => State is ("signed" or "inProgress") && leads,
            "return" => State is ("dispatched" or "signed") && leads && !compulsory,
            "redispatch" => State is "objectionReview" && act.Unit != Lead,
            "refuse-return" => State is "objectionReview",
            "negotiation" => State is "pendingReview" or "objectionReview",
            "assign-compulsorily" => State is "negotiation",
            "reassign" => (dispatches || who is "supervisor") && (handled || State is "escalated") && act.Unit != Lead,
            "add-assist" => handled && Assist is null,
            "part/sign" => withParts && assists && Assist is "sent",
            "part/reply" => withParts && assists && Assist is "signed",
            "part/return" => withParts && assists && Assist is ("sent" or "signed"),
            "assist/decide-return" => withParts && dispatches && Assist is "returned",
            "assist/release" => withParts && dispatches && Assist is not null,
            "reply" => State is ("signed" or "inProgress") && leads && Assist is (null or "replied"),
            "accept-reply" or "send-back" => State is "finishReview",
            "record-callback" => State is "callbackPending" && (dispatches || who is "1001"),
            "escalate" => withParts || State is "negotiation" or "callbackPending",
            "order-rework" => State is "escalated" && Lead is not null,
            "carry-over" => (State is "inProgress" or "escalated") && Lead is not null,
            "resume" or "write-off" => State is "carriedOver",
            "close-unresolved" => State is "escalated",
            "urge" => !Settled.Contains(State) && !Clerks.ContainsKey(who),
            "mark-hard" => !Settled.Contains(State) && !hard && (dispatches || who is "supervisor"),
            "clear-hard" => !Settled.Contains(State) && hard && (dispatches || who is "supervisor"),
            "rule-out-of-scope" => State is "pendingReview" or "objectionReview" or "negotiation",
            "archive" => dispatches && State is ("closed" or "outOfScope"),
            _ => throw new ArgumentOutOfRangeException(nameof(act), act.Name, "The model does not know it."),
        };
    }

    private string Next(Try act)
    {
        switch (act.Name)
        {
            case "dispatch" or "redispatch" or "reassign" or "assign-compulsorily":
                (Lead, compulsory) = (act.Unit, act.Name is "assign-compulsorily");
                Assist = act.WithAssist ? Assist ?? "sent" : null;
                return "dispatched";
            case "sign":
                return "signed";
            case "start" or "interim-report" or "send-back" or "resume":
                return "inProgress";
            case "return":
                returnedFrom = State;
                hard |= returns >= MaxReturns;
                return ++returns <= MaxReturns ? "objectionReview" : Negotiate();
            case "refuse-return":
                return returnedFrom;
            case "negotiation":
                return Negotiate();
            case "add-assist":
                Assist = "sent";
                return State;
            case "part/sign":
                Assist = "signed";
                return State;
            case "part/reply":
                Assist = "replied";
                return State;
            case "part/return":
                (assistReturnedFrom, Assist) = (Assist!, "returned");
                return State;
            case "assist/decide-return":
                Assist = act.Yes ? null : assistReturnedFrom;
                return State;
            case "assist/release":
                Assist = null;
                return State;
            case "reply":
                return "finishReview";
            case "accept-reply":
                missed = 0;
                return "callbackPending";
            case "record-callback":
                return CallBack(act);
            case "escalate":
                return "escalated";
            case "order-rework":
                reworks++;
                return "inProgress";
            case "carry-over":
                return "carriedOver";
            case "write-off":
                Assist = Assist is "replied" ? Assist : null;
                missed = 0;
                return "callbackPending";
            case "close-unresolved":
                return outcome = "closed";
            case "rule-out-of-scope":
                return outcome = "outOfScope";
            case "archive":
                return "archived";
            case "mark-hard" or "clear-hard":
                hard = !hard;
                return State;
            default:
                return State;
        }
    }

    private string CallBack(Try act)
    {
        if (!act.Reached)
        {
            return ++missed >= Attempts ? outcome = "closed" : State;
        }

        if (act.Yes)
        {
            return outcome = "closed";
        }

        // Without a lead there is nobody to do it again.
        if (Lead is null || reworks >= MaxReworks)
        {
            hard = true;
            return "escalated";
        }

        reworks++;
        return "inProgress";
    }

    private string Negotiate()
    {
        (Lead, Assist) = (null, null);
        return "negotiation";
    }

    /// <summary>One try: the act, and the choices in its facts.</summary>
    internal sealed record Try(string Name, string Unit, bool WithAssist, bool Yes, bool Reached)
    {
        internal static IReadOnlyList<string> Names { get; } =
        [
            "dispatch", "sign", "start", "interim-report", "return", "redispatch", "refuse-return", "negotiation", "assign-compulsorily",
            "reassign", "add-assist", "part/sign", "part/reply", "part/return", "assist/decide-return", "assist/release", "reply",
            "accept-reply", "send-back", "record-callback", "escalate", "order-rework", "carry-over", "resume", "write-off",
            "close-unresolved", "urge", "mark-hard", "clear-hard", "rule-out-of-scope", "archive",
        ];
    }
}
