using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Platform.Scheduling;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Legacy;

/// <summary>Forgets calls of stream_checker's API after 30 days.</summary>
internal sealed class TrimLegacyRequests(IDbContextFactory<StreamHealthDb> databases, TimeProvider clock) : IPlatformJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public string Key => "streamhealth.trim-requests";

    public string Name => "Trim old requests";

    public string Description => "Removes calls of stream_checker's API that are older than 30 days from their log.";

    public string Category => "Stream health";

    public Schedule? DefaultSchedule => new EverySchedule(TimeSpan.FromHours(24));

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - Kept;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var removed = await db.Set<LegacyRequest>().Where(r => r.At < before).ExecuteDeleteAsync(cancellationToken);
        run.NothingToDo = removed == 0;
        run.Summary = string.Create(CultureInfo.InvariantCulture, $"Removed {removed} requests");
    }
}
