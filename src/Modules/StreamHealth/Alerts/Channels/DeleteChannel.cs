using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Alerts.Deliveries;
using Platform.StreamHealth.Alerts.Escalation;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Channels;

/// <summary>Deletes a channel that no policy uses. What waited for it is dropped; its log stays.</summary>
internal sealed class DeleteChannel(IDbContextFactory<StreamHealthDb> databases, AlertSchedule schedule)
{
    public async Task<Result<Unit>> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var policies = await db.Set<AlertPolicy>().AsNoTracking().ToListAsync(cancellationToken);
        var users = policies.Where(p => p.Rules.Steps.Any(s => s.Channels.Contains(id))).Select(p => p.Name).ToList();
        if (users.Count > 0) return ChannelErrors.InUse(users);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Set<AlertChannel>().Where(c => c.Id == id).ExecuteDeleteAsync(cancellationToken) == 0) return ChannelErrors.NotFound(id);
        await db.Set<AlertDelivery>().Where(d => d.ChannelId == id && (d.State == DeliveryState.Pending || d.State == DeliveryState.Held))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Dropped).SetProperty(d => d.Error, "The channel was deleted."), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await schedule.ForgetAsync(id, cancellationToken);
        return Unit.Value;
    }
}
