using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Scheduling;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Results;

namespace Platform.StreamHealth.History.Aggregates;

/// <summary>
/// Adds each result to the row of its hour and the row of its day. A stream's results are stored one after the other (its
/// own row is locked first), so that a row can be read and written.
/// </summary>
internal sealed class AggregateRecorder(IOptionsMonitor<StreamHealthSettings> settings) : IResultRecorder
{
    public int Order => 100;

    public async Task RecordAsync(ResultRecording recording, CancellationToken cancellationToken)
    {
        var (db, result) = (recording.Db, recording.Result);
        var around = await NeighboursAsync(db, result, cancellationToken);
        foreach (var change in Coverage.Change(result, around))
        {
            (await HourAsync(db, change, cancellationToken)).Merge(change);
            (await DayAsync(db, change, cancellationToken)).Merge(change);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    // Single values, each from the index: as one row of several columns they would become a window over all results.
    private async Task<Neighbours> NeighboursAsync(StreamHealthDb db, CheckResult result, CancellationToken cancellationToken)
    {
        var (at, id) = (result.StartedAt, result.Id);
        var found = await db.Streams.Where(s => s.Id == result.StreamId)
            .Select(s => new
            {
                Schedule = s.Schedule ?? s.Group!.Schedule,
                BeforeAt = db.Results.Where(r => r.StreamId == s.Id && r.StartedAt <= at && r.Id != id).OrderByDescending(r => r.StartedAt).Select(r => (DateTimeOffset?)r.StartedAt).FirstOrDefault(),
                Before = db.Results.Where(r => r.StreamId == s.Id && r.StartedAt <= at && r.Id != id).OrderByDescending(r => r.StartedAt).Select(r => (MonitorState?)r.Monitor).FirstOrDefault(),
                AfterAt = db.Results.Where(r => r.StreamId == s.Id && r.StartedAt > at).OrderBy(r => r.StartedAt).Select(r => (DateTimeOffset?)r.StartedAt).FirstOrDefault(),
            })
            .FirstAsync(cancellationToken);
        var schedule = Schedule.Parse(found.Schedule ?? settings.CurrentValue.DefaultSchedule);
        return new Neighbours(found.BeforeAt, found.Before ?? MonitorState.Pending, found.AfterAt, schedule.Ok ? schedule.Value : null);
    }

    private static async Task<Aggregate> HourAsync(StreamHealthDb db, HourAggregate change, CancellationToken cancellationToken) =>
        await db.Set<HourAggregate>().FindAsync([change.StreamId, change.Start], cancellationToken)
        ?? db.Set<HourAggregate>().Add(new HourAggregate { StreamId = change.StreamId, Start = change.Start }).Entity;

    private static async Task<Aggregate> DayAsync(StreamHealthDb db, HourAggregate change, CancellationToken cancellationToken)
    {
        var start = Coverage.DayOf(change.Start);
        return await db.Set<DayAggregate>().FindAsync([change.StreamId, start], cancellationToken)
            ?? db.Set<DayAggregate>().Add(new DayAggregate { StreamId = change.StreamId, Start = start }).Entity;
    }
}
