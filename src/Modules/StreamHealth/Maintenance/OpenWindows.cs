using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Maintenance;

/// <summary>The windows that are open at a moment.</summary>
internal sealed class OpenWindows(IReadOnlyList<MaintenanceWindow> windows)
{
    public static async Task<OpenWindows> ReadAsync(StreamHealthDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var candidates = await db.Set<MaintenanceWindow>().AsNoTracking().Where(w => w.Schedule != null || (w.StartsAt <= now && w.EndsAt > now)).ToListAsync(cancellationToken);
        return new OpenWindows([.. candidates.Where(w => Occurrences.At(w, now) is not null)]);
    }

    public bool Any => windows.Count > 0;

    /// <summary>The stream must have been read with its tags.</summary>
    public MaintenanceWindow? Covering(MonitoredStream stream) => windows.FirstOrDefault(w => w.Scope.Covers(stream));
}
