using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams.Bulk;

/// <summary>
/// Does one thing with many streams: one request, one transaction, one result for each stream. A stream that cannot be
/// changed is named in the answer and does not stop the others.
/// </summary>
internal sealed class BulkEdit(
    IDbContextFactory<StreamHealthDb> databases, StreamChecks checks, LiveEvents live, TimeProvider clock)
{
    /// <summary>The most streams one request may mean.</summary>
    public const int MaxStreams = 5000;

    public async Task<Result<BulkReport>> RunAsync(BulkInput input, CancellationToken cancellationToken)
    {
        var change = BulkChange.Of(input, clock.GetUtcNow());
        if (!change.Ok) return change.Error;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (input.GroupId is { } group && await db.Groups.FindAsync([group], cancellationToken) is null)
            return Error.InvalidField("groupId", "stream.group_unknown", $"There is no group '{group}'.");
        var found = await FindAsync(db, input, cancellationToken);
        if (!found.Ok) return found.Error;

        var taken = input.Action == BulkAction.Restore ? await LivingIdentitiesAsync(db, found.Value, cancellationToken) : [];
        var items = found.Value.ConvertAll(s => change.Value.Apply(s, taken));
        items.AddRange(input.Ids.Distinct().Except(found.Value.Select(s => s.Id)).Select(Missing));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Nothing was stored. What it would have been is not known any more, so the caller has to look again.
            return Error.Conflict("bulk.changed", "Somebody changed some of these streams at the same moment; nothing was done. Repeat the request.");
        }

        await FollowAsync(input.Action, found.Value, items, cancellationToken);
        return new BulkReport(items.Count, items.Count(i => i.Changed), items.Count(i => i.Code is not null), items);
    }

    private static async Task<Result<List<MonitoredStream>>> FindAsync(StreamHealthDb db, BulkInput input, CancellationToken cancellationToken)
    {
        if (input.Filter is null == (input.Ids.Count == 0)) return Error.Invalid("bulk.streams_missing", "Name the streams by ids or by a filter, not by both.");
        if (input.Filter is not null && input.Action == BulkAction.Restore) return Error.Invalid("bulk.restore_needs_ids", "Deleted streams are restored by their ids.");
        if (input.Ids.Count > MaxStreams) return TooMany(input.Ids.Count);

        IQueryable<MonitoredStream> query;
        if (input.Filter is { } filter)
        {
            var filtered = StreamSelection.Apply(db.Living(), new StreamListRequest { Search = filter.Search, Tag = filter.Tag, State = filter.State, Monitor = filter.Monitor, Group = filter.Group });
            if (!filtered.Ok) return filtered.Error;
            query = filtered.Value;
            var count = await query.CountAsync(cancellationToken);
            if (count > MaxStreams) return TooMany(count);
            if (input.Expected is { } expected && expected != count)
                return Error.Conflict("bulk.count_differs", $"The filter finds {count} streams now, not {expected}. Look at the list again, then repeat the request.");
        }
        else
        {
            var ids = input.Ids;
            query = (input.Action == BulkAction.Restore ? db.Streams : db.Living()).Where(s => ids.Contains(s.Id));
        }

        return await query.Include(s => s.Tags).Include(s => s.Group).OrderBy(s => s.SortName).ThenBy(s => s.Id).AsSplitQuery().ToListAsync(cancellationToken);
    }

    private static async Task<HashSet<string>> LivingIdentitiesAsync(StreamHealthDb db, List<MonitoredStream> streams, CancellationToken cancellationToken)
    {
        var wanted = streams.Select(s => s.Identity).ToList();
        return [.. await db.Living().Where(s => wanted.Contains(s.Identity)).Select(s => s.Identity).ToListAsync(cancellationToken)];
    }

    private async Task FollowAsync(BulkAction action, List<MonitoredStream> streams, List<BulkItem> items, CancellationToken cancellationToken)
    {
        var changed = items.Where(i => i.Changed).Select(i => i.Id).ToHashSet();
        var affected = streams.FindAll(s => changed.Contains(s.Id));
        if (action == BulkAction.Check) await checks.RunNowAsync(affected, cancellationToken);
        else if (action is not (BulkAction.Tag or BulkAction.Untag)) await checks.FollowAsync(affected, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var stream in affected) live.StreamChanged(stream, now);
    }

    private static BulkItem Missing(Guid id)
    {
        var error = StreamErrors.NotFound(id);
        return new BulkItem(id, null, Changed: false, error.Code, error.Message);
    }

    private static Error TooMany(int count) => Error.Invalid("bulk.too_many", $"{count} streams are too many for one request; {MaxStreams} is the most.");
}
