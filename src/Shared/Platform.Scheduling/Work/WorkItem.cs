namespace Platform.Scheduling;

/// <summary>One item of scheduled work.</summary>
/// <param name="Id">The module's id of the item, at most 100 characters.</param>
/// <param name="Schedule">When it runs.</param>
/// <param name="Lane">One of <see cref="Lanes"/>.</param>
public sealed record WorkItem(string Id, Schedule Schedule, string Lane)
{
    /// <summary>
    /// Further schedules of the same item, whose runs know their turn by <see cref="JobRun.Turn"/>. The item never runs
    /// twice at once, whatever the turn. Where a turn is due at the same moment as the item's own schedule, the turn starts
    /// first, and the other run follows with its <see cref="JobRun.DueAt"/>: it may see that the work is done.
    /// </summary>
    public IReadOnlyList<WorkTurn> Turns { get; init; } = [];
}

/// <summary>A further schedule of an item.</summary>
/// <param name="Name">Lower-case letters; unique within the item.</param>
/// <param name="Schedule">When it runs.</param>
/// <param name="Lane">One of <see cref="Lanes"/>.</param>
public sealed record WorkTurn(string Name, Schedule Schedule, string Lane);
