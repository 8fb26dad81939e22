using ContactCenter.Contracts.Calls;
using ContactCenter.Platform.Database;

namespace ContactCenter.Calls.Agents;

/// <summary>What an agent noted after a call.</summary>
internal static class WrapUps
{
    /// <summary>The code of a wrap-up that nobody coded in time.</summary>
    internal const string TimeoutCode = "timeout";

    private const string Insert = """
        insert into calls.wrap_ups (call_id, agent_id, code, note, by_system) values (@call, @agent, @code, @note, @bySystem)
        """;

    /// <summary>The codes offered, in the order of the keys Alt+1 … Alt+9.</summary>
    internal static IReadOnlyList<CodeName> Codes { get; } =
    [
        new("answered", "直接答复"),
        new("registered", "已登记工单"),
        new("transferred", "已转接"),
        new("out-of-scope", "不属受理范围，已告知途径"),
        new("repeat", "重复来电"),
        new("silent", "无声或断线"),
        new("nuisance", "骚扰电话"),
        new("wrong-number", "误拨"),
        new("other", "其他"),
    ];

    /// <summary>Why an agent may not be ready; chosen with 示忙.</summary>
    internal static IReadOnlyList<CodeName> Reasons { get; } =
    [
        new("break", "小休"),
        new("meal", "用餐"),
        new("meeting", "会议"),
        new("training", "培训"),
        new("paperwork", "工单处理"),
        new("other", "其他"),
    ];

    internal static async Task WriteAsync(
        Db db, CallId call, AgentId agent, string code, string? note, bool bySystem, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await work.ExecuteAsync(Insert, new { call, agent, code, note, bySystem });
        await work.CommitAsync();
    }

    /// <summary>A code with its name.</summary>
    public sealed record CodeName(string Code, string Name);
}
