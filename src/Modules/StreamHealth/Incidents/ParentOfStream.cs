using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents.States;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Streams.Dependencies;

namespace Platform.StreamHealth.Incidents;

/// <summary>The stream that another depends on, as it matters to the other: the nearest one up the chain that is down or failing.</summary>
internal sealed record ParentOfStream(Guid Id, string Name, ParentState State)
{
    /// <param name="db">Where to look.</param>
    /// <param name="stream">The one that depends.</param>
    /// <param name="failingSince">Since when it fails; a parent that was not checked since is not decided.</param>
    /// <param name="cancellationToken">Cancels the look.</param>
    public static async Task<ParentOfStream?> FindAsync(StreamHealthDb db, MonitoredStream stream, DateTimeOffset? failingSince, CancellationToken cancellationToken)
    {
        ParentOfStream? undecided = null;
        var next = stream.ParentId;
        for (var depth = 0; next is { } id && depth <= StreamLinks.MaxDepth; depth++)
        {
            var parent = await db.Living().AsNoTracking().Where(s => s.Id == id)
                .Select(s => new { s.Name, s.Enabled, s.Monitor, s.FailuresInRow, s.CheckedAt, s.ParentId }).FirstOrDefaultAsync(cancellationToken);
            if (parent is null) break;
            // A paused stream says nothing, and one in maintenance is expected to be off.
            if (parent.Enabled && parent.Monitor is MonitorState.Down or MonitorState.Maintenance) return new ParentOfStream(id, parent.Name, ParentState.Down);
            if (parent.Enabled && (parent.FailuresInRow > 0 || parent.CheckedAt < failingSince)) undecided ??= new ParentOfStream(id, parent.Name, ParentState.Undecided);
            next = parent.ParentId;
        }

        return undecided;
    }
}
