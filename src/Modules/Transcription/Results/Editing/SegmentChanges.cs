using Microsoft.EntityFrameworkCore;
using Platform.Transcription.Data;

namespace Platform.Transcription.Results.Editing;

/// <summary>
/// What differs between two texts of one transcription, so that only that is written: an editor saves every few seconds, and a recording
/// of three hours has thousands of segments, each with its place in the full-text index.
/// </summary>
/// <param name="Gone">Numbers of rows that go.</param>
/// <param name="MovedFrom">Number from which rows stay but get another number; behind the last one where none do.</param>
/// <param name="MovedBy">How far those move.</param>
/// <param name="Added">Rows that come.</param>
internal sealed record SegmentChanges(IReadOnlyList<int> Gone, int MovedFrom, int MovedBy, IReadOnlyList<StoredSegment> Added)
{
    private const int RowsAtOnce = 500;

    public static SegmentChanges Between(IReadOnlyList<StoredSegment> before, IReadOnlyList<StoredSegment> after)
    {
        var shorter = Math.Min(before.Count, after.Count);
        var (head, tail) = (0, 0);
        while (head < shorter && Same(before[head], after[head])) head++;
        while (tail < shorter - head && Same(before[^(tail + 1)], after[^(tail + 1)])) tail++;
        var numbers = Enumerable.Range(head, before.Count - tail - head);
        if (before.Count != after.Count) return new([.. numbers], before.Count - tail, after.Count - before.Count, [.. after.Skip(head).Take(after.Count - tail - head)]);
        int[] changed = [.. numbers.Where(n => !Same(before[n], after[n]))];
        return new(changed, before.Count, 0, [.. changed.Select(n => after[n])]);
    }

    public async Task StoreAsync(TranscriptionDb db, Guid id, CancellationToken cancellationToken)
    {
        foreach (var some in Gone.Chunk(RowsAtOnce)) await db.Set<StoredSegment>().Where(s => s.ItemId == id && some.Contains(s.Number)).ExecuteDeleteAsync(cancellationToken);
        if (MovedBy != 0)
        {
            // Below zero first: on their way rows would meet the numbers of others.
            var (from, by) = (MovedFrom, MovedBy);
            await db.Set<StoredSegment>().Where(s => s.ItemId == id && s.Number >= from).ExecuteUpdateAsync(set => set.SetProperty(s => s.Number, s => -1 - s.Number - by), cancellationToken);
            await db.Set<StoredSegment>().Where(s => s.ItemId == id && s.Number < 0).ExecuteUpdateAsync(set => set.SetProperty(s => s.Number, s => -1 - s.Number), cancellationToken);
        }

        db.AddRange(Added);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static bool Same(StoredSegment one, StoredSegment other) =>
        one.StartMs == other.StartMs && one.EndMs == other.EndMs && one.Text == other.Text && one.Speaker == other.Speaker && one.Words == other.Words
        && one.AverageLogProbability.Equals(other.AverageLogProbability) && one.NoSpeechProbability.Equals(other.NoSpeechProbability);
}
