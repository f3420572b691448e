using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams;

/// <summary>Deletes a stream so that it can be restored, with its history, until the retention job takes it.</summary>
internal sealed class DeleteStream(
    IDbContextFactory<StreamHealthDb> databases, StreamChecks checks, IOptionsMonitor<StreamHealthSettings> settings, LiveEvents live, TimeProvider clock)
{
    public async Task<Result<Unit>> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.FindLivingAsync(id, cancellationToken) is not { } stream) return StreamErrors.NotFound(id);
        var now = clock.GetUtcNow();
        await db.Living().Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.DeletedAt, now), cancellationToken);

        await checks.ForgetAsync(id, cancellationToken);
        live.StreamChanged(stream, now);
        return Unit.Value;
    }

    /// <summary>Undoes a deletion. A conflict if the address was added anew meanwhile.</summary>
    public async Task<Result<StreamView>> RestoreAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var stream = await db.Streams.Whole().FirstOrDefaultAsync(s => s.Id == id, cancellationToken);
        if (stream is null) return StreamErrors.NotFound(id);
        if (stream.DeletedAt is null) return StreamErrors.NotDeleted();
        if (await db.FindDuplicateAsync(stream, cancellationToken) is { } existing) return StreamErrors.Duplicate(existing);

        stream.DeletedAt = null;
        await db.SaveChangesAsync(cancellationToken);
        await checks.FollowAsync(stream, cancellationToken);
        live.StreamChanged(stream, clock.GetUtcNow());
        return stream.ToView(settings.CurrentValue);
    }
}
