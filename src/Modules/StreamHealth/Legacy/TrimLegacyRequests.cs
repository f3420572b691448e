using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Platform.Scheduling;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Listening;

namespace Platform.StreamHealth.Legacy;

/// <summary>Forgets calls of stream_checker's API, and who listened, after 30 days.</summary>
internal sealed class TrimLegacyRequests(IDbContextFactory<StreamHealthDb> databases, TimeProvider clock) : IPlatformJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public string Key => "streamhealth.trim-requests";

    public string Name => "Trim old requests";

    public string Description => "Removes calls of stream_checker's API and listening sessions that are older than 30 days from their logs.";

    public string Category => "Stream health";

    public Schedule? DefaultSchedule => new EverySchedule(TimeSpan.FromHours(24));

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - Kept;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var requests = await db.Set<LegacyRequest>().Where(r => r.At < before).ExecuteDeleteAsync(cancellationToken);
        var sessions = await db.Set<ListeningSession>().Where(s => s.StartedAt < before).ExecuteDeleteAsync(cancellationToken);
        run.NothingToDo = requests + sessions == 0;
        run.Summary = string.Create(CultureInfo.InvariantCulture, $"Removed {requests} requests and {sessions} listening sessions");
    }
}
