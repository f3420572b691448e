using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams;

/// <summary>Pauses a stream's checks, or resumes them. Doing it twice is as good as once.</summary>
internal sealed class PauseStream(
    IDbContextFactory<StreamHealthDb> databases, StreamChecks checks, IOptionsMonitor<StreamHealthSettings> settings, LiveEvents live, TimeProvider clock)
{
    public async Task<Result<StreamView>> RunAsync(Guid id, bool paused, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.Living().Where(s => s.Id == id && s.Enabled == paused).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.Enabled, !paused).SetProperty(s => s.Version, s => s.Version + 1).SetProperty(s => s.UpdatedAt, now),
            cancellationToken);
        if (await db.FindLivingAsync(id, cancellationToken) is not { } stream) return StreamErrors.NotFound(id);

        await checks.FollowAsync(stream, cancellationToken);
        live.StreamChanged(stream, now);
        return stream.ToView(settings.CurrentValue);
    }
}
