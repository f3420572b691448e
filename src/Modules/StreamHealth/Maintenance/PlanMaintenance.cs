using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Streams;

namespace Platform.StreamHealth.Maintenance;

/// <summary>Adds, changes, removes, starts and ends maintenance windows.</summary>
internal sealed class PlanMaintenance(IDbContextFactory<StreamHealthDb> databases, MaintenanceClock maintenance, LiveEvents live, TimeProvider clock)
{
    public async Task<Result<MaintenanceView>> CreateAsync(MaintenanceInput input, string author, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var tidy = MaintenanceRules.Check(input, now);
        if (!tidy.Ok) return tidy.Error;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await UnknownAsync(db, tidy.Value.Scope, cancellationToken) is { } unknown) return unknown;
        var window = new MaintenanceWindow { Id = Guid.CreateVersion7(now), Title = "", Scope = new MaintenanceScope(), CreatedBy = author, CreatedAt = now };
        Apply(window, tidy.Value);
        db.Add(window);
        await db.SaveChangesAsync(cancellationToken);
        return await DoneAsync(window, cancellationToken);
    }

    public async Task<Result<MaintenanceView>> UpdateAsync(Guid id, MaintenanceInput input, CancellationToken cancellationToken)
    {
        var tidy = MaintenanceRules.Check(input, clock.GetUtcNow());
        if (!tidy.Ok) return tidy.Error;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await UnknownAsync(db, tidy.Value.Scope, cancellationToken) is { } unknown) return unknown;
        return await ChangeAsync(
            db, id,
            (window, _) =>
            {
                if (input.Version is { } read && read != window.Version) return Changed(window.Version);
                Apply(window, tidy.Value);
                return null;
            },
            cancellationToken);
    }

    /// <summary>Opens a window now: a single one begins, a recurring one is open once more for as long as it lasts.</summary>
    public async Task<Result<MaintenanceView>> StartAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await ChangeAsync(
            db, id,
            (window, now) =>
            {
                if (Occurrences.At(window, now) is not null) return Error.Conflict("maintenance.active", "This window is open already.");
                if (window.Schedule is not null) window.StartedAt = now;
                else if (window.EndsAt > now) window.StartsAt = now;
                else return Error.Conflict("maintenance.over", "This window is over. Give it a new end first.");
                return null;
            },
            cancellationToken);
    }

    /// <summary>Ends the time a window is open now; a recurring one opens again when its schedule says so.</summary>
    public async Task<Result<MaintenanceView>> EndAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await ChangeAsync(
            db, id,
            (window, now) =>
            {
                if (Occurrences.At(window, now) is not { } open) return Error.Conflict("maintenance.not_active", "This window is not open.");
                if (window.Schedule is null) window.EndsAt = now > window.StartsAt ? now : window.StartsAt!.Value.AddTicks(10);
                else if (window.StartedAt == open.From) window.StartedAt = null;
                else window.EndedStart = open.From;
                return null;
            },
            cancellationToken);
    }

    public async Task<Result<Unit>> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<MaintenanceWindow>().Where(w => w.Id == id).ExecuteDeleteAsync(cancellationToken) == 0) return Error.NotFound("maintenance", id);
        Tell(id);
        await maintenance.SweepAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task<Result<MaintenanceView>> ChangeAsync(
        StreamHealthDb db, Guid id, Func<MaintenanceWindow, DateTimeOffset, Error?> change, CancellationToken cancellationToken)
    {
        if (await db.Set<MaintenanceWindow>().FirstOrDefaultAsync(w => w.Id == id, cancellationToken) is not { } window) return Error.NotFound("maintenance", id);
        if (change(window, clock.GetUtcNow()) is { } error) return error;
        window.Version++;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Changed(window.Version);
        }

        return await DoneAsync(window, cancellationToken);
    }

    // The streams follow at once, not at their next check.
    private async Task<MaintenanceView> DoneAsync(MaintenanceWindow window, CancellationToken cancellationToken)
    {
        Tell(window.Id);
        await maintenance.SweepAsync(cancellationToken);
        return MaintenanceViews.Of(window, clock.GetUtcNow());
    }

    private void Tell(Guid id) => live.Publish(new LiveEvent("maintenance.changed", id.ToString(), clock.GetUtcNow()));

    private static void Apply(MaintenanceWindow window, MaintenanceInput input)
    {
        (window.Title, window.Note, window.Scope) = (input.Title, input.Note, input.Scope);
        (window.StartsAt, window.EndsAt) = (input.StartsAt, input.EndsAt);
        (window.Schedule, window.DurationMinutes) = (input.Schedule, input.DurationMinutes ?? 0);
        (window.StartedAt, window.EndedStart) = (null, null);
    }

    private static async Task<Error?> UnknownAsync(StreamHealthDb db, MaintenanceScope scope, CancellationToken cancellationToken)
    {
        var streams = await db.Living().Where(s => scope.StreamIds.Contains(s.Id)).Select(s => s.Id).ToListAsync(cancellationToken);
        if (scope.StreamIds.Except(streams).Select(s => (Guid?)s).FirstOrDefault() is { } stream) return Error.InvalidField("scope", "maintenance.stream_unknown", $"There is no stream '{stream}'.");
        var groups = await db.Groups.Where(g => scope.GroupIds.Contains(g.Id)).Select(g => g.Id).ToListAsync(cancellationToken);
        return scope.GroupIds.Except(groups).Select(g => (Guid?)g).FirstOrDefault() is { } group
            ? Error.InvalidField("scope", "maintenance.group_unknown", $"There is no group '{group}'.")
            : null;
    }

    private static Error Changed(int current) =>
        Error.Conflict("maintenance.changed", $"Somebody changed this window meanwhile (it is at version {current}). Read it again and repeat the change.");
}
