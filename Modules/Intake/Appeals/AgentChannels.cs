using ContactCenter.Platform.Database;
using ContactCenter.Platform.Http;

namespace ContactCenter.Intake.Appeals;

/// <summary>The channels that agents type appeals in for.</summary>
internal sealed class AgentChannels(Db db)
{
    /// <summary>Why an agent may not register for this channel, or null where one may.</summary>
    internal async Task<Refusal?> WhyNotAsync(string channel, CancellationToken cancellationToken) =>
        await db.FindAsync<int>(Count, new { channel }, cancellationToken) > 0
            ? null
            : new Refusal("channel-unknown", "没有这个受理渠道，或已停用，请重新选择。");

    // What another platform's clerk reads out on the telephone is typed in too, so that any active channel will do.
    private const string Count = "select count(*)::int from intake.channels where code = @channel and active";
}
