using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Scheduling;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Evidence;

/// <summary>
/// Removes evidence that is too old or too much, and files that nobody knows any more: those of results that were trimmed,
/// of streams deleted for good, and what a crash left behind.
/// </summary>
internal sealed class TrimEvidence(
    IDbContextFactory<StreamHealthDb> databases, EvidenceStore store, EvidenceRoom room, IOptionsMonitor<EvidenceOptions> options, TimeProvider clock) : IPlatformJob
{
    // A file is written before its row is: a new one is left alone.
    private static readonly TimeSpan New = TimeSpan.FromMinutes(10);

    public string Key => "streamhealth.trim-evidence";

    public string Name => "Trim evidence";

    public string Description => "Removes recordings and pictures of failed checks that are older or more than the settings say, or belong to deleted streams.";

    public string Category => "Stream health";

    public Schedule? DefaultSchedule => new EverySchedule(TimeSpan.FromHours(1));

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        run.Report(0, "old evidence");
        var before = clock.GetUtcNow() - TimeSpan.FromDays(options.CurrentValue.Days);
        var removed = await room.RemoveAsync(db, f => f.CreatedAt < before, cancellationToken);
        removed += await room.MakeAsync(db, 0, cancellationToken);
        run.Report(0.5, "files left behind");
        var swept = await SweepAsync(db, cancellationToken);
        run.NothingToDo = removed + swept == 0;
        run.Summary = string.Create(CultureInfo.InvariantCulture, $"Removed {removed} pieces of evidence and {swept} files left behind");
    }

    private async Task<int> SweepAsync(StreamHealthDb db, CancellationToken cancellationToken)
    {
        var swept = 0;
        var olderThan = (clock.GetUtcNow() - New).UtcDateTime;
        foreach (var stream in store.Streams())
        {
            var known = await db.Set<EvidenceFile>().Where(f => f.StreamId == stream).Select(f => f.FileName).ToListAsync(cancellationToken);
            swept += store.Sweep(stream, known.ToHashSet(StringComparer.Ordinal), olderThan);
        }

        return swept;
    }
}
