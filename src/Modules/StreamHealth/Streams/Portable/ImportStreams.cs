using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams.Portable;

/// <summary>
/// Adds and changes the streams of a file: everything that can be done is done, in one transaction; lines that are wrong
/// are named and do not hold up the others.
/// </summary>
internal sealed class ImportStreams(
    IDbContextFactory<StreamHealthDb> databases, ImportPlanner planner, StreamChecks checks, LiveEvents live, TimeProvider clock)
{
    public async Task<Result<ImportReport>> RunAsync(ImportOrder order, Stream body, CancellationToken cancellationToken)
    {
        var text = await ImportText.ReadAsync(body, cancellationToken);
        return text.Ok ? await RunAsync(order, text.Value, cancellationToken) : text.Error;
    }

    public async Task<Result<ImportReport>> RunAsync(ImportOrder order, string text, CancellationToken cancellationToken)
    {
        var parsed = ImportText.Parse(text, order.Format);
        if (!parsed.Ok) return parsed.Error;
        var (format, file) = parsed.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var plan = await planner.PlanAsync(db, file, order.Existing, cancellationToken);
        if (!order.DryRun && await StoreAsync(db, plan, cancellationToken) is { } error) return error;
        // A group that only refused lines name is not made.
        var used = UsedGroups(plan);
        return new ImportReport
        {
            Format = format.Name,
            DryRun = order.DryRun,
            Lines = [.. plan.Rows.Select(r => r.ToLine(order.DryRun))],
            NewGroups = [.. plan.NewGroups.Values.Where(g => used.Contains(g.Id)).Select(g => g.Name)],
        };
    }

    private static HashSet<Guid> UsedGroups(ImportPlan plan) =>
        [.. plan.Rows.Where(r => r.Action is ImportAction.Add or ImportAction.Update).Select(r => r.Definition?.GroupId ?? Guid.Empty)];

    private async Task<Error?> StoreAsync(StreamHealthDb db, ImportPlan plan, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var used = UsedGroups(plan);
        db.Groups.AddRange(plan.NewGroups.Values.Where(g => used.Contains(g.Id)));
        var stored = new List<MonitoredStream>();
        var refused = plan.Rows.Where(r => r.Action == ImportAction.Refuse).Select(r => r.Id).ToHashSet();
        foreach (var row in plan.Rows.Where(r => r.Action is ImportAction.Add or ImportAction.Update))
        {
            // Its parent's line was refused after all.
            var definition = row.Definition!.ParentId is { } parent && refused.Contains(parent) ? row.Definition with { ParentId = row.Stream?.ParentId } : row.Definition;
            var stream = row.Stream ?? db.Streams.Add(definition.NewStream(row.Id, now)).Entity;
            definition.ApplyTo(stream, now);
            stored.Add(stream);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // All or nothing was stored: nothing. Another look decides anew.
            return Error.Conflict("import.changed", "Somebody changed streams of this file at the same moment; nothing was imported. Look at the preview again, then repeat it.");
        }

        await checks.FollowAsync(stored, cancellationToken);
        foreach (var stream in stored) live.StreamChanged(stream, now);
        return null;
    }
}

/// <summary>How a file is imported.</summary>
/// <param name="Format">csv, m3u, json or opml; null to tell by the text.</param>
/// <param name="DryRun">True only says what would be done.</param>
/// <param name="Existing">What becomes of streams that are there already.</param>
internal sealed record ImportOrder(string? Format, bool DryRun, ImportExisting Existing);
