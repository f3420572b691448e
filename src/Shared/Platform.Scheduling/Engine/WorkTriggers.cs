using Quartz;

namespace Platform.Scheduling.Engine;

/// <summary>The Quartz triggers of one item of scheduled work: one of its own schedule, one of every further turn.</summary>
internal static class WorkTriggers
{
    private const string Turn = "turn";
    private const int TurnPriority = 6; // Quartz gives 5 to what says nothing; a person's order has 10.
    private const int ManyPriority = 4;

    /// <summary>Items put together of which the first run at once; the others follow at <see cref="Pace"/>, behind what is scheduled.</summary>
    private const int AtOnce = 20;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>An item of many that is due within this time anyway has no first run of its own.</summary>
    private static readonly TimeSpan SoonEnough = TimeSpan.FromMinutes(5);

    /// <summary>The triggers stored for the items; those of runs asked for are not among them.</summary>
    public static async Task<ILookup<string, TriggerHeader>> StoredAsync(IScheduler scheduler, string kind, string? item, CancellationToken cancellationToken)
    {
        var query = new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(Keys.WorkGroup(kind)), Take = PagedQuery.All };
        if (item is not null) query = query with { Job = Keys.Work(kind, item) };
        return (await scheduler.QueryTriggers(query, cancellationToken)).Items.ToLookup(t => t.JobKey.Name);
    }

    public static bool Agree(IEnumerable<TriggerHeader> stored, string kind, WorkItem item)
    {
        var wanted = Turns(kind, item).ToList();
        var found = stored.ToDictionary(t => t.Key);
        return found.Count == wanted.Count && wanted.All(w => found.TryGetValue(w.Key, out var trigger) && Agrees(trigger, w.Turn));
    }

    /// <summary>The triggers to store, leaving alone those that are right, and those to take away. With <paramref name="soon"/>, the first turn may come at once.</summary>
    public static (IReadOnlyList<ITrigger> Put, IReadOnlyList<TriggerKey> Remove) Changes(IReadOnlyCollection<TriggerHeader> stored, string kind, WorkItem item, DateTimeOffset now, bool soon = false)
    {
        var wanted = Turns(kind, item).ToList();
        var found = stored.ToDictionary(t => t.Key);
        ITrigger[] put = [.. wanted.Where(w => !found.TryGetValue(w.Key, out var trigger) || !Agrees(trigger, w.Turn)).Select(w => Build(kind, item, w.Key, w.Turn, now, soon))];
        return (put, [.. found.Keys.Except(wanted.Select(w => w.Key))]);
    }

    /// <summary>Whether a new item's schedule brings its first run soon, one among many: a burst of first runs would only delay what is due.</summary>
    public static bool ComesSoon(WorkItem item, int among) => among > AtOnce && item.Schedule is EverySchedule every && every.Interval <= SoonEnough;

    /// <summary>The first run of a new item, in its last turn: the most thorough.</summary>
    /// <param name="kind">Kind of the work.</param>
    /// <param name="item">The item.</param>
    /// <param name="index">Its place among items put together; many do not start in one moment.</param>
    /// <param name="now">The present.</param>
    public static ITrigger First(string kind, WorkItem item, int index, DateTimeOffset now)
    {
        var (turn, lane) = item.Turns is [.., var last] ? (last.Name, last.Lane) : ((string?)null, item.Lane);
        var at = now + Math.Max(0, index - AtOnce) * Pace;
        var builder = Triggers.Now(Keys.Work(kind, item.Id), lane, at);
        if (index >= AtOnce) builder = builder.WithPriority(ManyPriority);
        return With(turn, builder).Build();
    }

    public static TriggerBuilder<IJob> With(string? turn, TriggerBuilder<IJob> builder) => turn is null ? builder : builder.UsingJobData(Turn, turn);

    public static string? TurnOf(IJobExecutionContext context) => context.Trigger.JobDataMap.TryGetString(Turn, out var turn) ? turn : null;

    private static IEnumerable<(TriggerKey Key, WorkTurn Turn)> Turns(string kind, WorkItem item) =>
        item.Turns.Select(t => (Keys.WorkTrigger(kind, item.Id, t.Name), t)).Prepend((Keys.WorkTrigger(kind, item.Id), new WorkTurn("", item.Schedule, item.Lane)));

    private static ITrigger Build(string kind, WorkItem item, TriggerKey key, WorkTurn turn, DateTimeOffset now, bool soon)
    {
        // Spread by the item's name, so that turns whose intervals divide one another fall together and one can stand for both.
        var builder = Triggers.For(turn.Schedule, key, Keys.Work(kind, item.Id), turn.Lane, now, spread: true, spreadBy: item.Id, soon);
        return turn.Name.Length == 0 ? builder.Build() : With(turn.Name, builder.WithPriority(TurnPriority)).Build();
    }

    private static bool Agrees(TriggerHeader stored, WorkTurn wanted) =>
        stored.Description == wanted.Schedule.ToString() && stored.ExecutionGroup == wanted.Lane;
}
