using Microsoft.EntityFrameworkCore;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.History.Titles;

/// <summary>Keeps a row where the title changes. A check that found no title says nothing of what plays.</summary>
internal sealed class TitleRecorder : IResultRecorder
{
    public int Order => 110;

    public async Task RecordAsync(ResultRecording recording, CancellationToken cancellationToken)
    {
        var (db, result) = (recording.Db, recording.Result);
        if (result.Title is not { } title) return;
        var (stream, at) = (result.StreamId, result.StartedAt);
        var titles = db.Set<TitleChange>().Where(t => t.StreamId == stream);
        var playing = await titles.Where(t => t.At <= at).OrderByDescending(t => t.At).Select(t => t.Title).FirstOrDefaultAsync(cancellationToken);
        if (playing == title || await titles.AnyAsync(t => t.At == at, cancellationToken)) return;

        db.Add(new TitleChange { StreamId = stream, At = at, Title = title });
        await GoOnAsync(db, result, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>After a result that comes late: what played on after it begins anew, or began earlier than was known.</summary>
    private static async Task GoOnAsync(StreamHealthDb db, CheckResult late, CancellationToken cancellationToken)
    {
        var next = await db.Results.Where(r => r.StreamId == late.StreamId && r.StartedAt > late.StartedAt && r.Title != null)
            .OrderBy(r => r.StartedAt).Select(r => new { r.StartedAt, r.Title }).FirstOrDefaultAsync(cancellationToken);
        if (next is null) return;
        var known = await db.Set<TitleChange>().FirstOrDefaultAsync(t => t.StreamId == late.StreamId && t.At == next.StartedAt, cancellationToken);
        if (known is null && next.Title != late.Title) db.Add(new TitleChange { StreamId = late.StreamId, At = next.StartedAt, Title = next.Title! });
        else if (known is not null && next.Title == late.Title) db.Remove(known);
    }
}
