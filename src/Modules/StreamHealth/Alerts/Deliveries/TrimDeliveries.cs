using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Scheduling;
using Platform.StreamHealth.Alerts.Escalation;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Alerts.Deliveries;

/// <summary>Removes deliveries that are too old from the log, and ended alerts with them. In small pieces, so that others can write between.</summary>
internal sealed class TrimDeliveries(IDbContextFactory<StreamHealthDb> databases, IOptionsMonitor<AlertSettings> settings, TimeProvider clock) : IPlatformJob
{
    private const int Piece = 1000;

    public string Key => "streamhealth.trim-deliveries";

    public string Name => "Trim old deliveries";

    public string Description => "Removes settled deliveries of alerts that are older than the settings say.";

    public string Category => "Stream health";

    public Schedule? DefaultSchedule => new EverySchedule(TimeSpan.FromHours(6));

    public async Task ExecuteAsync(JobRun run, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - TimeSpan.FromDays(settings.CurrentValue.DeliveryDays);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var deliveries = await DeleteAsync(
            db.Set<AlertDelivery>().Where(d => d.CreatedAt < before && d.State != DeliveryState.Pending && d.State != DeliveryState.Sending && d.State != DeliveryState.Held)
                .OrderBy(d => d.CreatedAt), cancellationToken);
        var now = clock.GetUtcNow();
        await db.Set<AlertTrail>().Where(t => t.EndedAt == null && !db.Streams.Any(s => s.Id == t.StreamId && s.DeletedAt == null))
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.EndedAt, now).SetProperty(t => t.NextAt, (DateTimeOffset?)null), cancellationToken);
        var trails = await DeleteAsync(db.Set<AlertTrail>().Where(t => t.EndedAt < before).OrderBy(t => t.EndedAt), cancellationToken);
        run.NothingToDo = deliveries + trails == 0;
        run.Summary = string.Create(CultureInfo.InvariantCulture, $"Removed {deliveries} deliveries and {trails} ended alerts");
    }

    private static async Task<int> DeleteAsync<T>(IQueryable<T> which, CancellationToken cancellationToken)
    {
        for (var removed = 0; ;)
        {
            var now = await which.Take(Piece).ExecuteDeleteAsync(cancellationToken);
            removed += now;
            if (now < Piece) return removed;
        }
    }
}
