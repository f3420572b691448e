using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>Writes down how a channel is doing. Not a change of the channel: its version stays.</summary>
internal static class ChannelHealth
{
    public static Task RecordAsync(StreamHealthDb db, Guid id, SendOutcome outcome, DateTimeOffset? restUntil, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var channel = db.Set<AlertChannel>().Where(c => c.Id == id);
        return outcome.Sent
            ? channel.ExecuteUpdateAsync(
                set => set.SetProperty(c => c.LastSentAt, now).SetProperty(c => c.FailuresInRow, 0).SetProperty(c => c.RestUntil, (DateTimeOffset?)null), cancellationToken)
            : channel.ExecuteUpdateAsync(
                set => set.SetProperty(c => c.LastError, outcome.Error).SetProperty(c => c.LastErrorAt, now)
                    .SetProperty(c => c.FailuresInRow, c => c.FailuresInRow + 1).SetProperty(c => c.RestUntil, restUntil),
                cancellationToken);
    }
}
