namespace ContactCenter.Dispatch.Policies;

/// <summary>The limits of one order, each from the most specific policy that gives it.</summary>
/// <param name="Sign">签收.</param>
/// <param name="Accept">法定受理决定; null where no law asks for it.</param>
/// <param name="Interim">初步结果反馈; null where none is asked for.</param>
/// <param name="Handle">办理.</param>
/// <param name="Assist">协办.</param>
/// <param name="HardCap">封顶; null where there is none.</param>
/// <param name="Return">退单.</param>
/// <param name="Objection">异议审核.</param>
/// <param name="Extension">延期, the most; never longer than the original limit.</param>
/// <param name="ExtensionNotice">延期 must be asked for so long before the deadline.</param>
/// <param name="Rework">重办.</param>
/// <param name="Callback">回访.</param>
/// <param name="WarnBefore">预警.</param>
/// <param name="MaxExtensions">延期次数.</param>
/// <param name="MaxReturns">退单次数.</param>
/// <param name="MaxReworks">重办次数.</param>
/// <param name="CallbackAttempts">回访次数.</param>
/// <param name="Because">Which policy gave each of them, and on whose authority.</param>
internal sealed record Limits(
    Limit Sign, Limit? Accept, Limit? Interim, Limit Handle, Limit Assist, Limit? HardCap, Limit Return, Limit Objection,
    Limit Extension, Limit ExtensionNotice, Limit Rework, Limit Callback, Limit WarnBefore, int MaxExtensions, int MaxReturns,
    int MaxReworks, int CallbackAttempts, IReadOnlyList<Matched> Because);

/// <summary>One term of an order's limits with the row it came from.</summary>
/// <param name="Term">The term.</param>
/// <param name="Value">As people say it.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Version">Its version.</param>
/// <param name="Name">Its name.</param>
/// <param name="Matches">What of the order made it match; 一律适用 for the policy that matches all.</param>
internal sealed record Matched(Term Term, string Value, string Source, Guid Policy, int Version, string Name, string Matches);
