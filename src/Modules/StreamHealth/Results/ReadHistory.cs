using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Results;

/// <summary>A stream's figures over time, thinned to what a chart can show.</summary>
internal sealed class ReadHistory(IDbContextFactory<StreamHealthDb> databases, TimeProvider clock)
{
    private const int MaxPoints = 1000;
    private const int MaxRows = 100_000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    public async Task<Result<HistoryPoint[]>> RunAsync(Guid streamId, TimeSpan span, CancellationToken cancellationToken)
    {
        if (span <= TimeSpan.Zero || span > Longest)
            return Error.InvalidField("hours", "history.span_invalid", $"A history is at most {Longest.TotalDays} days long.");
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Living().AnyAsync(s => s.Id == streamId, cancellationToken)) return StreamErrors.NotFound(streamId);

        var from = clock.GetUtcNow() - span;
        var points = await db.Results.AsNoTracking().Where(r => r.StreamId == streamId && r.StartedAt >= from)
            .OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(MaxRows)
            .Select(r => new HistoryPoint(r.StartedAt, r.State, r.Score, r.FirstByteMs, r.Lufs, r.SilencePercent))
            .ToListAsync(cancellationToken);
        points.Reverse();
        return Thin(points);
    }

    /// <summary>Of each run of neighbours the worst one stays: a chart must not hide an outage.</summary>
    internal static HistoryPoint[] Thin(List<HistoryPoint> points)
    {
        if (points.Count <= MaxPoints) return [.. points];
        var size = (points.Count + MaxPoints - 1) / MaxPoints;
        return [.. points.Chunk(size).Select(run => run.MinBy(p => p.Score)!)];
    }
}
