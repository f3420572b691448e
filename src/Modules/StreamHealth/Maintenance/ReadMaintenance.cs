using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Maintenance;

/// <summary>What a list of maintenance windows is asked for.</summary>
internal sealed record MaintenanceListRequest
{
    [FromQuery(Name = "state"), Description("`active`, `upcoming` or `over`; all when not said.")]
    public string? State { get; init; }

    [FromQuery(Name = "search"), Description("Part of the title.")]
    public string? Search { get; init; }

    [FromQuery(Name = "cursor"), Description("`nextCursor` of the page before; none for the first page.")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Description("Items per page, 1 to 500. 50 when not said.")]
    public int? Limit { get; init; }
}

/// <summary>Reads maintenance windows: those that are open first, then by when they open next, those that are over last.</summary>
internal sealed class ReadMaintenance(IDbContextFactory<StreamHealthDb> databases, TimeProvider clock)
{
    // Which is open when is known only once its schedule is read, so all are looked at; an installation has some dozens.
    private const int Most = 5000;

    public async Task<Result<CursorPage<MaintenanceView>>> ListAsync(MaintenanceListRequest request, CancellationToken cancellationToken)
    {
        var read = new PageRequest(request.Cursor, request.Limit).Read<MaintenancePosition>();
        if (!read.Ok) return read.Error;
        MaintenanceState? state = null;
        if (!string.IsNullOrEmpty(request.State))
        {
            if (!Enum.TryParse<MaintenanceState>(request.State, ignoreCase: true, out var wanted) || char.IsAsciiDigit(request.State[0]))
                return Error.InvalidField("state", "maintenance.state_unknown", "state is one of active, upcoming, over.");
            state = wanted;
        }

        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var windows = await db.Set<MaintenanceWindow>().AsNoTracking().OrderByDescending(w => w.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        var views = windows.Select(w => MaintenanceViews.Of(w, now))
            .Where(v => state is null || v.State == state)
            .Where(v => string.IsNullOrWhiteSpace(request.Search) || v.Title.Contains(request.Search.Trim(), StringComparison.OrdinalIgnoreCase))
            .OrderBy(MaintenancePosition.Of);
        var page = read.Value;
        return page.Of([.. views.SkipWhile(v => page.After is not null && MaintenancePosition.Of(v).CompareTo(page.After) <= 0).Take(page.Take)], MaintenancePosition.Of);
    }

    public async Task<Result<MaintenanceView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var window = await db.Set<MaintenanceWindow>().AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, cancellationToken);
        return window is null ? Error.NotFound("maintenance", id) : MaintenanceViews.Of(window, clock.GetUtcNow());
    }

    /// <summary>What a window would be like, without keeping it.</summary>
    public Result<IReadOnlyList<MaintenanceOccurrence>> Preview(MaintenanceInput input)
    {
        var now = clock.GetUtcNow();
        var tidy = MaintenanceRules.Check(input with { Title = string.IsNullOrWhiteSpace(input.Title) ? "preview" : input.Title, Scope = new MaintenanceScope { All = true } }, now);
        if (!tidy.Ok) return tidy.Error;
        var window = new MaintenanceWindow
        {
            Id = Guid.Empty,
            Title = "",
            Scope = new MaintenanceScope(),
            CreatedBy = "",
            CreatedAt = now,
            StartsAt = tidy.Value.StartsAt,
            EndsAt = tidy.Value.EndsAt,
            Schedule = tidy.Value.Schedule,
            DurationMinutes = tidy.Value.DurationMinutes ?? 0,
        };
        MaintenanceOccurrence[] current = Occurrences.At(window, now) is { } open ? [open] : [];
        return Result(current.Concat(Occurrences.After(window, now, MaintenanceViews.Times)).Take(MaintenanceViews.Times).ToArray());
    }

    private static Result<IReadOnlyList<MaintenanceOccurrence>> Result(IReadOnlyList<MaintenanceOccurrence> occurrences) => occurrences.ToArray();
}

/// <summary>Where a window stands in the list.</summary>
/// <param name="Rank">0 open, 1 upcoming, 2 over.</param>
/// <param name="Ticks">By when it opens; those that are over by when they ended, newest first.</param>
/// <param name="Id">Tells equal ones apart.</param>
internal sealed record MaintenancePosition(int Rank, long Ticks, Guid Id) : IComparable<MaintenancePosition>
{
    public static MaintenancePosition Of(MaintenanceView view) => view.State switch
    {
        MaintenanceState.Active => new MaintenancePosition(0, view.Current!.Until.UtcTicks, view.Id),
        MaintenanceState.Upcoming => new MaintenancePosition(1, view.Next[0].From.UtcTicks, view.Id),
        _ => new MaintenancePosition(2, -(view.EndsAt ?? view.CreatedAt).UtcTicks, view.Id),
    };

    public int CompareTo(MaintenancePosition? other) => other is null ? 1 : (Rank, Ticks, Id).CompareTo((other.Rank, other.Ticks, other.Id));
}
