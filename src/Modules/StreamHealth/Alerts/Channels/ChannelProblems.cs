using Microsoft.EntityFrameworkCore;
using Platform.Console;
using Platform.Kernel.Health;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>Channels that do not get their messages through, for the top of Home: an alert that reaches nobody is the worst of failures.</summary>
internal sealed class ChannelProblems(IDbContextFactory<StreamHealthDb> databases) : IProblemSource
{
    public async Task<IReadOnlyList<Problem>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var failing = await db.Set<AlertChannel>().Where(c => c.Enabled && c.FailuresInRow > 0).OrderBy(c => c.SortName).Take(20)
            .Select(c => new { c.Id, c.Name, c.FailuresInRow, c.LastError, c.LastErrorAt }).ToListAsync(cancellationToken);
        return [.. failing.Select(c => new Problem(
            c.FailuresInRow > 2 ? HealthLevel.Error : HealthLevel.Warning, $"Alerts do not get through to {c.Name}", c.LastError ?? "The last attempt failed.")
        {
            Since = c.LastErrorAt,
            Href = $"alerts/channels/{c.Id}",
            ActionText = "Open channel",
        })];
    }
}
