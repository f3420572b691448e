using Platform.Scheduling.Cron;
using Quartz;

namespace Platform.Scheduling.Engine;

/// <summary>Turns schedules into Quartz triggers. After downtime every one of them fires once and goes on.</summary>
internal static class Triggers
{
    /// <summary>The trigger of a schedule. Its description is the schedule's text, by which a sweep sees that it changed.</summary>
    /// <param name="schedule">When.</param>
    /// <param name="key">Identity of the trigger.</param>
    /// <param name="job">What it fires.</param>
    /// <param name="lane">The execution group.</param>
    /// <param name="now">The present.</param>
    /// <param name="spread">Whether the seconds of a crontab expression may be chosen so that many items do not start together.</param>
    /// <param name="spreadBy">Name by which it is spread; the key's when not given.</param>
    /// <param name="soon">Whether the first turn may come at once; otherwise half an interval is left.</param>
    public static TriggerBuilder<IJob> For(Schedule schedule, TriggerKey key, JobKey job, string lane, DateTimeOffset now, bool spread, string? spreadBy = null, bool soon = false) =>
        TriggerBuilder.Create(TimeProvider.System)
            .WithIdentity(key)
            .ForJob(job)
            .WithDescription(schedule.ToString())
            .WithExecutionGroup(lane)
            .StartAt(Start(schedule, spreadBy ?? key.Name, now, soon))
            .WithSchedule(Build(schedule, spreadBy ?? key.Name, spread));

    /// <summary>A trigger that fires once, at once, before what is merely scheduled.</summary>
    public static TriggerBuilder<IJob> Now(JobKey job, string lane, DateTimeOffset now) => TriggerBuilder.Create(TimeProvider.System)
        .WithIdentity(Keys.Now(job))
        .ForJob(job)
        .WithExecutionGroup(lane)
        .WithPriority(Keys.AskedFor)
        .UsingJobData(SchedulerConstants.ManualTrigger, true)
        .StartAt(now)
        .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow));

    private static DateTimeOffset Start(Schedule schedule, string name, DateTimeOffset now, bool soon) => schedule switch
    {
        EverySchedule every => NextTurn(every.Interval, name, soon ? now : now + every.Interval / 2),
        RecurrenceSchedule rule => rule.NextTimes(now, 1) is [var next] ? next : now,
        _ => now,
    };

    /// <summary>
    /// Items of one interval are spread over it by their names, so that 500 items of a minute do not start in one second.
    /// Half an interval is left after now for an item that has its first run at once.
    /// </summary>
    private static DateTimeOffset NextTurn(TimeSpan interval, string name, DateTimeOffset after)
    {
        var offset = Spread(name, interval.Ticks / TimeSpan.TicksPerSecond) * TimeSpan.TicksPerSecond;
        var turns = Math.DivRem(after.UtcTicks - offset, interval.Ticks, out var rest) + (rest > 0 ? 1 : 0);
        return new DateTimeOffset(turns * interval.Ticks + offset, TimeSpan.Zero);
    }

    private static IScheduleBuilder Build(Schedule schedule, string name, bool spread) => schedule switch
    {
        EverySchedule every => CalendarIntervalScheduleBuilder.Create()
            .WithInterval((int)every.Interval.TotalSeconds, IntervalUnit.Second)
            .InTimeZone(TimeZoneInfo.Utc)
            .WithMisfireInstruction(CalendarIntervalTriggerMisfireInstruction.FireAndProceed),
        CronSchedule cron => CronScheduleBuilder.Create(new CronExpression(Seconds(cron.Fields, name, spread), cron.Zone))
            .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed),
        RecurrenceSchedule rule => RecurrenceScheduleBuilder.Create(RecurrenceRules.WithTimeOfDay(rule.Rule, rule.Start))
            .InTimeZone(rule.Zone)
            .WithMisfireInstruction(RecurrenceTriggerMisfireInstruction.FireAndProceed),
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "Not a kind of schedule."),
    };

    /// <summary>Crontab knows no seconds, so any second of the minute keeps its word.</summary>
    private static string Seconds(CronFields cron, string name, bool spread) =>
        spread && !cron.HasSeconds ? $"{Spread(name, 60)}{cron.Quartz[cron.Quartz.IndexOf(' ', StringComparison.Ordinal)..]}" : cron.Quartz;

    /// <summary>The same number below a limit for the same name on every node and after every start (FNV-1a).</summary>
    private static long Spread(string name, long below)
    {
        var hash = 2166136261u;
        foreach (var character in name) hash = (hash ^ character) * 16777619u;
        hash ^= hash >> 15;
        return hash % below;
    }
}
