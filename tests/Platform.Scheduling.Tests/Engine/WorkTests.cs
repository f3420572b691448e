using Platform.Data;
using Platform.Scheduling.Engine;
using Platform.Scheduling.Tests.Support;
using Platform.Testing;
using Quartz;

namespace Platform.Scheduling.Tests.Engine;

[Collection(Databases.Name)]
public class WorkTests(PostgresServer server)
{
    private static readonly Schedule Seldom = new EverySchedule(TimeSpan.FromHours(1));

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_new_item_runs_at_once_and_leaves_no_history(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        var notes = new Notes();
        notes.Items["a"] = new WorkItem("a", Seldom, Lanes.Probe);
        await using var node = await Node.StartAsync(database, notes);

        await Wait.UntilAsync(() => node.Notes.Count("end a") == 1, "the item has run");
        await node.Work.PutAsync(TestWork.Kind, node.Notes.Items["a"], CancellationToken.None);

        var next = await node.Work.NextRunAsync(TestWork.Kind, "a", CancellationToken.None);
        Assert.InRange(next!.Value - DateTimeOffsetNow(), TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(91));
        Assert.Equal(1, node.Notes.Count("start a"));
        var history = (Quartz.Extensibility.IExecutionHistoryStore)node.Services.GetService(typeof(Quartz.Extensibility.IExecutionHistoryStore))!;
        var rows = await history.QueryExecutions(new ExecutionHistoryQuery { SchedulerName = Keys.Scheduler, Take = 100 }, CancellationToken.None);
        Assert.DoesNotContain(rows.Items, r => r.JobName == "a");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Run_now_runs_beside_the_schedule_and_conflicts_while_it_runs(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        var notes = new Notes();
        notes.Items["a"] = new WorkItem("a", Seldom, Lanes.Probe); // before the start: put by the sweep and by us at once, it would run twice
        await using var node = await Node.StartAsync(database, notes);
        await Wait.UntilAsync(async () => node.Notes.Count("end a") == 1 && !await node.Work.IsRunningAsync(TestWork.Kind, "a", CancellationToken.None), "the first run has ended");

        node.Notes.WorkTakes = TimeSpan.FromSeconds(2);
        Assert.True((await node.Work.RunNowAsync(TestWork.Kind, "a", CancellationToken.None)).Ok);
        await Wait.UntilAsync(() => node.Notes.Count("start a") == 2, "the second run has started");
        Assert.Equal("work.running", (await node.Work.RunNowAsync(TestWork.Kind, "a", CancellationToken.None)).Error?.Code);
        Assert.Equal("work.not_found", (await node.Work.RunNowAsync(TestWork.Kind, "b", CancellationToken.None)).Error?.Code);

        await Wait.UntilAsync(() => node.Notes.Count("end a") == 2, "the second run has ended");
        Overlaps.AssertNone(node.Notes.Runs);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task The_sweep_adds_what_is_missing_changes_what_differs_and_removes_what_is_gone(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        await using var node = await Node.StartAsync(database);
        await node.Work.PutAsync(TestWork.Kind, new WorkItem("gone", Seldom, Lanes.Probe), CancellationToken.None);
        await node.Work.PutAsync(TestWork.Kind, new WorkItem("changed", Seldom, Lanes.Probe), CancellationToken.None);
        node.Notes.Items["changed"] = new WorkItem("changed", new EverySchedule(TimeSpan.FromHours(2)), Lanes.Media);
        node.Notes.Items["missing"] = new WorkItem("missing", Seldom, Lanes.Probe);

        await Wait.UntilAsync(() => node.Notes.Count("end missing") == 1, "the missing item runs");
        await Wait.UntilAsync(async () => await node.Work.NextRunAsync(TestWork.Kind, "gone", CancellationToken.None) is null, "the superfluous item is gone");

        var trigger = await (await node.SchedulerAsync()).GetTrigger(Keys.WorkTrigger(TestWork.Kind, "changed"));
        Assert.Equal(("every 2h", Lanes.Media), (trigger!.Description, trigger.ExecutionGroup));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_lane_never_runs_more_than_its_limit_and_none_at_zero(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        var notes = new Notes { WorkTakes = TimeSpan.FromMilliseconds(100) };
        for (var i = 0; i < 30; i++) notes.Items[$"p{i}"] = new WorkItem($"p{i}", Seldom, Lanes.Probe);
        notes.Items["s"] = new WorkItem("s", Seldom, Lanes.Speech);

        await using var node = await Node.StartAsync(database, notes, ("Scheduling:Lanes:Probe", "4"), ("Scheduling:Lanes:Speech", "0"));
        await Wait.UntilAsync(() => notes.Runs.Count(r => r.StartsWith("end p", StringComparison.Ordinal)) == 30, "all items of the lane have run");

        Assert.InRange(notes.MostAtOnce, 2, 4);
        Assert.Equal(0, notes.Count("start s"));
    }

    [Fact]
    public async Task A_failing_item_goes_on_at_its_next_turn()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Sqlite, server);
        var notes = new Notes();
        notes.Items["bad"] = new WorkItem("bad", new EverySchedule(TimeSpan.FromSeconds(1)), Lanes.Probe);

        await using var node = await Node.StartAsync(database, notes);

        await Wait.UntilAsync(() => notes.Count("start bad") >= 3, "it is tried again and again");
    }

    [Fact]
    public async Task A_slow_item_is_not_started_again_before_it_has_ended()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Sqlite, server);
        var notes = new Notes { WorkTakes = TimeSpan.FromSeconds(2.5) };
        notes.Items["slow"] = new WorkItem("slow", new EverySchedule(TimeSpan.FromSeconds(1)), Lanes.Probe);

        await using var node = await Node.StartAsync(database, notes);
        await Wait.UntilAsync(() => notes.Count("end slow") >= 3, "it has run three times");

        Overlaps.AssertNone(notes.Runs);
    }

    [Fact]
    public async Task Two_nodes_share_the_work_and_no_item_runs_twice_at_once()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Postgres, server);
        var notes = new Notes { WorkTakes = TimeSpan.FromMilliseconds(150) };
        for (var i = 0; i < 40; i++) notes.Items[$"i{i}"] = new WorkItem($"i{i}", new EverySchedule(TimeSpan.FromSeconds(2)), Lanes.Probe);
        var ran = new Dictionary<string, int> { ["a"] = 0, ["b"] = 0 };
        await using var a = await Node.StartAsync(database, notes, ("Scheduling:NodeName", "a"), ("Scheduling:Lanes:Probe", "4"));
        await using var b = await Node.StartAsync(database, notes, ("Scheduling:NodeName", "b"), ("Scheduling:Lanes:Probe", "4"));

        var scheduler = await a.SchedulerAsync();
        await Wait.UntilAsync(
            async () =>
            {
                foreach (var fired in (await scheduler.QueryFireInstances(new FireInstanceQuery { Take = 100 })).Items) ran[fired.SchedulerInstanceId]++;
                return ran.Values.All(n => n > 10) && notes.Items.Keys.All(id => notes.Count("end " + id) >= 3);
            },
            "both nodes have done their share");

        Overlaps.AssertNone(notes.Runs);
        Assert.InRange(notes.MostAtOnce, 2, 8);
    }

    [Fact]
    public void Items_of_one_interval_are_spread_over_it()
    {
        var now = DateTimeOffsetNow();
        var every = new EverySchedule(TimeSpan.FromMinutes(1));
        var cron = new CronSchedule("* * * * *");

        foreach (var schedule in (Schedule[])[every, cron])
        {
            var seconds = Enumerable.Range(0, 500)
                .Select(i => Keys.WorkTrigger("k", Guid.CreateVersion7().ToString()))
                .Select(key => Triggers.For(schedule, key, Keys.Work("k", key.Name), Lanes.Probe, now, spread: true).Build())
                .Select(t => ((Quartz.Extensibility.IOperableTrigger)t).ComputeFirstFireTimeUtc(null)!.Value)
                .GroupBy(t => t.Second).ToDictionary(g => g.Key, g => g.Count());
            Assert.True(seconds.Count > 50, $"{schedule} uses {seconds.Count} seconds of the minute");
            Assert.True(seconds.Values.Max() < 30, $"{schedule} starts {seconds.Values.Max()} items in one second");
        }
    }

    private static DateTimeOffset DateTimeOffsetNow() => TimeProvider.System.GetUtcNow();
}
