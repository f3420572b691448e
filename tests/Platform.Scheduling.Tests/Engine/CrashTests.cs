using Platform.Data;
using Platform.Scheduling.Tests.Support;
using Platform.Testing;

namespace Platform.Scheduling.Tests.Engine;

[Collection(Databases.Name)]
public class CrashTests(PostgresServer server)
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_run_that_a_crash_cut_short_is_marked_interrupted_and_run_again(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        using (var child = new ChildNode(database, "a", "test.gated"))
        {
            await child.UntilSaidAsync("started");
            child.Kill();
        }

        await using var node = await Node.StartAsync(database, null, ("Scheduling:NodeName", "a"));
        await Wait.UntilAsync(() => node.Notes.Count("started") == 1, "it runs again");
        Assert.Equal([RunStatus.Interrupted], (await node.RunsAsync("test.gated")).Select(r => r.Status));
        node.Notes.Gate.SetResult();
        await Wait.UntilAsync(async () => (await node.RunsAsync("test.gated")).Count == 2, "the second run has ended");

        var runs = await node.RunsAsync("test.gated");
        Assert.Equal([RunStatus.Succeeded, RunStatus.Interrupted], runs.Select(r => r.Status));
        Assert.Null(runs[1].DurationSeconds);
        Assert.Equal(1, node.Notes.Count("started"));
        Assert.Null((await node.JobAsync("test.gated")).Running);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_run_that_the_service_stopped_is_listed_as_cancelled_and_run_again(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        await using (var node = await Node.StartAsync(database))
        {
            Assert.True((await node.Control.RunAsync("test.gated", null, CancellationToken.None)).Ok);
            await Wait.UntilAsync(() => node.Notes.Count("started") == 1, "it runs");
        }

        await using var next = await Node.StartAsync(database);
        await Wait.UntilAsync(() => next.Notes.Count("started") == 1, "it runs again");
        next.Notes.Gate.SetResult();
        await Wait.UntilAsync(async () => (await next.RunsAsync("test.gated")).Count == 2, "the second run has ended");

        Assert.Equal([RunStatus.Succeeded, RunStatus.Cancelled], (await next.RunsAsync("test.gated")).Select(r => r.Status));
    }

    [Fact]
    public async Task Another_node_takes_over_the_run_of_a_killed_one()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Postgres, server);
        using var child = new ChildNode(database, "doomed", "test.gated");
        await child.UntilSaidAsync("started");
        await using var node = await Node.StartAsync(database, null, ("Scheduling:NodeName", "heir"));
        Assert.Equal("doomed", (await node.JobAsync("test.gated")).Running?.Node);

        child.Kill();
        await Wait.UntilAsync(() => node.Notes.Count("started") == 1, "the other node runs it");

        Assert.Equal("heir", (await node.JobAsync("test.gated")).Running?.Node);
        Assert.Equal([RunStatus.Interrupted], (await node.RunsAsync("test.gated")).Select(r => r.Status));
        node.Notes.Gate.SetResult();
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task After_crashes_every_item_goes_on_and_none_twice_at_once(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        for (var crash = 0; crash < 3; crash++)
        {
            using var child = new ChildNode(database, "a", items: 20);
            await child.UntilSaidAsync("ready");
            await Wait.UntilAsync(() => child.Said.Count(l => l.StartsWith("end ", StringComparison.Ordinal)) > 20, "work is going on");
            child.Kill();
        }

        var notes = new Notes { WorkTakes = TimeSpan.FromMilliseconds(200) };
        for (var i = 0; i < 20; i++) notes.Items[$"item-{i}"] = new WorkItem($"item-{i}", new EverySchedule(TimeSpan.FromSeconds(2)), Lanes.Probe);
        await using var node = await Node.StartAsync(database, notes, ("Scheduling:NodeName", "a"));

        await Wait.UntilAsync(() => notes.Items.Keys.All(id => notes.Count("end " + id) >= 2), "every item has run twice");
        Overlaps.AssertNone(notes.Runs);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "own", false)]
    [InlineData(DatabaseProvider.Sqlite, "deep", false)]
    [InlineData(DatabaseProvider.Sqlite, "deep", true)]
    [InlineData(DatabaseProvider.Postgres, "deep", false)]
    [InlineData(DatabaseProvider.Postgres, "own", true)]
    public async Task Work_that_was_cut_short_runs_again_in_its_turn_long_before_the_next(DatabaseProvider provider, string turn, bool killed)
    {
        using var database = await Database.CreateAsync(provider, server);
        if (killed)
        {
            using var child = new ChildNode(database, "a", $"{HourlyWork.Order} {turn}");
            await child.UntilSaidAsync("start item-0");
            child.Kill();
        }
        else
        {
            var slow = new Notes();
            HourlyWork.Give(slow, turn, takes: TimeSpan.FromMinutes(5));
            await using var stopped = await Node.StartAsync(database, slow, ("Scheduling:NodeName", "a"));
            await Wait.UntilAsync(() => slow.Count("start item-0") == 1, "it runs");
        }

        var notes = new Notes();
        HourlyWork.Give(notes, turn, takes: TimeSpan.Zero);
        await using var node = await Node.StartAsync(database, notes, ("Scheduling:NodeName", "a"));

        await Wait.UntilAsync(() => notes.Count("end item-0") == 1, "it runs again");
        Assert.Single(notes.Runs, n => n.StartsWith("asked", StringComparison.Ordinal) || n.StartsWith("due", StringComparison.Ordinal));
        Assert.Single(notes.Runs, n => n.EndsWith(" " + turn, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_service_on_the_same_file_is_refused()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Sqlite, server);
        using var child = new ChildNode(database, "a");
        await child.UntilSaidAsync("ready");

        var second = Node.Build(database).Services.GetService(typeof(Scheduling.Engine.SingleNode)) as Scheduling.Engine.SingleNode;

        Assert.True(second!.TakenElsewhere());
        Assert.Contains("Another process runs this service", Assert.Throws<InvalidOperationException>(second.Take).Message, StringComparison.Ordinal);
        child.Kill();
        Assert.False(second.TakenElsewhere());
        second.Take();
        second.Dispose();
    }
}
