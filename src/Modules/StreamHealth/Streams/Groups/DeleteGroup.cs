using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams.Groups;

/// <summary>Deletes a group. Its streams stay, and inherit from the settings.</summary>
internal sealed class DeleteGroup(IDbContextFactory<StreamHealthDb> databases, StreamChecks checks, LiveEvents live, TimeProvider clock)
{
    public async Task<Result<Unit>> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var members = db.Streams.Where(s => s.GroupId == id);
        var affected = await members.Where(s => s.DeletedAt == null && s.Enabled).Select(s => s.Id).ToListAsync(cancellationToken);
        await members.ExecuteUpdateAsync(set => set.SetProperty(s => s.GroupId, (Guid?)null).SetProperty(s => s.Version, s => s.Version + 1), cancellationToken);
        if (await db.Groups.Where(g => g.Id == id).ExecuteDeleteAsync(cancellationToken) == 0) return GroupErrors.NotFound(id);
        await transaction.CommitAsync(cancellationToken);

        await checks.FollowAsync(await db.Living().AsNoTracking().Where(s => affected.Contains(s.Id)).ToListAsync(cancellationToken), cancellationToken);
        live.Publish(new LiveEvent("group.changed", id.ToString(), clock.GetUtcNow()));
        return Unit.Value;
    }
}
