using Platform.Data;
using Platform.Scheduling.Engine;
using Platform.Scheduling.Tests.Support;
using Platform.Testing;

namespace Platform.Scheduling.Tests.Engine;

[Collection(Databases.Name)]
public class TurnTests(PostgresServer server)
{
    private static readonly Schedule Seldom = new EverySchedule(TimeSpan.FromHours(1));

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_turn_due_with_the_items_own_schedule_starts_first_and_never_beside_it(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        var notes = new Notes { WorkTakes = TimeSpan.FromMilliseconds(200) };
        notes.Items["a"] = new WorkItem("a", new EverySchedule(TimeSpan.FromSeconds(1)), Lanes.Probe)
        {
            Turns = [new WorkTurn("deep", new EverySchedule(TimeSpan.FromSeconds(2)), Lanes.Media)],
        };
        await using var node = await Node.StartAsync(database, notes);
        string[] Due() => [.. notes.Runs.Where(n => n.StartsWith("due ", StringComparison.Ordinal))];
        await Wait.UntilAsync(() => Due().Count(n => n.EndsWith(" deep", StringComparison.Ordinal)) >= 3, "three deep turns have come");

        Assert.Equal(1, notes.Count("asked a deep"));
        Overlaps.AssertNone(notes.Runs);
        foreach (var together in Due().GroupBy(n => n.Split(' ')[2]).Where(g => g.Count() > 1)) Assert.EndsWith(" deep", together.First(), StringComparison.Ordinal);
        var turn = await (await node.SchedulerAsync()).GetTrigger(Keys.WorkTrigger(TestWork.Kind, "a", "deep"));
        Assert.Equal(Lanes.Media, turn!.ExecutionGroup);
    }

    [Fact]
    public async Task A_turn_that_is_not_wanted_any_more_is_taken_away_and_the_item_stays()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Sqlite, server);
        await using var node = await Node.StartAsync(database);
        var item = new WorkItem("a", Seldom, Lanes.Probe);
        node.Notes.Items["a"] = item with { Turns = [new WorkTurn("deep", Seldom, Lanes.Media)] };
        await node.Work.PutAsync(TestWork.Kind, node.Notes.Items["a"], CancellationToken.None);
        node.Notes.Items["a"] = item;
        await node.Work.PutAsync(TestWork.Kind, item, CancellationToken.None);

        var scheduler = await node.SchedulerAsync();
        Assert.Null(await scheduler.GetTrigger(Keys.WorkTrigger(TestWork.Kind, "a", "deep")));
        Assert.NotNull(await scheduler.GetTrigger(Keys.WorkTrigger(TestWork.Kind, "a")));
        await Wait.UntilAsync(() => node.Notes.Count("end a") == 1, "the first run came once");
    }

    [Fact]
    public async Task A_run_asked_for_later_comes_once_in_its_turn()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Sqlite, server);
        await using var node = await Node.StartAsync(database);
        node.Notes.Items["a"] = new WorkItem("a", Seldom, Lanes.Probe) { Turns = [new WorkTurn("deep", Seldom, Lanes.Media)] };
        await node.Work.PutAsync(TestWork.Kind, node.Notes.Items["a"], CancellationToken.None);
        await Wait.UntilAsync(() => node.Notes.Count("end a") == 1, "the first run is over");

        var at = TimeProvider.System.GetUtcNow().AddSeconds(1);
        for (var i = 0; i < 3; i++) Assert.True((await node.Work.RunAtAsync(TestWork.Kind, "a", turn: null, at, CancellationToken.None)).Ok);
        Assert.Equal("work.not_found", (await node.Work.RunAtAsync(TestWork.Kind, "b", turn: null, at, CancellationToken.None)).Error?.Code);
        await Wait.UntilAsync(() => node.Notes.Count("asked a own") == 1, "the run has come");
        Assert.InRange(TimeProvider.System.GetUtcNow(), at, at.AddSeconds(30));
    }

    [Fact]
    public void Turns_whose_intervals_divide_one_another_fall_together()
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 100; i++)
        {
            var item = new WorkItem(Guid.CreateVersion7().ToString(), new EverySchedule(TimeSpan.FromMinutes(1)), Lanes.Probe)
            {
                Turns = [new WorkTurn("deep", new EverySchedule(TimeSpan.FromMinutes(10)), Lanes.Media)],
            };
            var (triggers, _) = WorkTriggers.Changes([], "k", item, now);
            var seconds = triggers.Select(t => ((Quartz.Extensibility.IOperableTrigger)t).ComputeFirstFireTimeUtc(null)!.Value.Second).Distinct();
            Assert.Single(seconds);
        }
    }

    [Fact]
    public void Many_new_items_start_one_after_the_other_behind_what_is_scheduled()
    {
        var now = TimeProvider.System.GetUtcNow();
        var first = Enumerable.Range(0, 500).Select(i => WorkTriggers.First("k", new WorkItem($"i{i}", Seldom, Lanes.Probe), i, now)).ToList();
        Assert.Equal(now, first[0].StartTimeUtc, TimeSpan.FromMilliseconds(1));
        Assert.InRange(first[499].StartTimeUtc - now, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(60));
        Assert.True(first[499].Priority < 5 && first[0].Priority > 5);
    }
}
