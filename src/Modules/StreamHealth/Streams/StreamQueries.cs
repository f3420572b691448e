using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams;

/// <summary>The few questions and messages that several use cases share.</summary>
internal static class StreamQueries
{
    /// <summary>Streams that are not deleted.</summary>
    public static IQueryable<MonitoredStream> Living(this StreamHealthDb db) => db.Streams.Where(s => s.DeletedAt == null);

    /// <summary>Another living stream with the same address.</summary>
    public static Task<MonitoredStream?> FindDuplicateAsync(this StreamHealthDb db, MonitoredStream stream, CancellationToken cancellationToken) =>
        db.Living().AsNoTracking().FirstOrDefaultAsync(s => s.Identity == stream.Identity && s.Id != stream.Id, cancellationToken);

    public static Task<MonitoredStream?> FindLivingAsync(this StreamHealthDb db, Guid id, CancellationToken cancellationToken) =>
        db.Living().Whole().FirstOrDefaultAsync(s => s.Id == id, cancellationToken);

    /// <summary>With all that a view of it needs.</summary>
    public static IQueryable<MonitoredStream> Whole(this IQueryable<MonitoredStream> streams) => streams.Include(s => s.Tags).Include(s => s.Group).Include(s => s.Parent);

    public static void StreamChanged(this LiveEvents live, MonitoredStream stream, DateTimeOffset now) =>
        live.Publish(new LiveEvent("stream.changed", stream.Id.ToString(), now));
}
