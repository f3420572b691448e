using Platform.Data;
using Platform.Scheduling.Tests.Support;
using Platform.Testing;

namespace Platform.Scheduling.Tests.Engine;

[Collection(Databases.Name)]
public class JobTests(PostgresServer server)
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_run_leaves_status_summary_node_and_log(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        await using var node = await Node.StartAsync(database, null, ("Scheduling:NodeName", "studio-1"));

        var run = await node.RunAsync("test.quick", "lambs");

        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.Equal("3 sheep", run.Reason);
        Assert.Equal("studio-1", run.Node);
        Assert.True(run.Manual);
        Assert.Equal(1, run.Attempt);
        Assert.Contains("Counted 3 sheep", run.Log, StringComparison.Ordinal);
        Assert.Equal(1, node.Notes.Count("lambs"));
        var job = await node.JobAsync("test.quick");
        Assert.Equal(RunStatus.Succeeded, job.LastRun?.Status);
        Assert.Equal("At 03:00, every day, Europe/Berlin", job.ScheduleInWords);
        Assert.NotNull(job.NextRunAt);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_failed_run_shows_its_reason_and_log(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        await using var node = await Node.StartAsync(database);
        using var runs = new Runs(node, "test.failing");

        var run = await node.RunAsync("test.failing");

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal(["system failed"], runs.Ended);
        Assert.Equal("There is no banana.", run.Reason);
        Assert.Contains("About to fail over a banana", run.Log, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", run.Log, StringComparison.Ordinal);
        var job = await node.JobAsync("test.failing");
        Assert.Equal(1, job.ConsecutiveFailures);
        Assert.Equal("There is no banana.", job.LastRun?.Reason);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_run_shows_its_progress_and_can_be_cancelled(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        await using var node = await Node.StartAsync(database);
        using var heard = new Ear(node.Live);

        Assert.True((await node.Control.RunAsync("test.gated", null, CancellationToken.None)).Ok);
        await Wait.UntilAsync(async () => (await node.JobAsync("test.gated")).Running?.Progress == 0.4, "progress is in the database");
        Assert.Equal("waiting", (await node.JobAsync("test.gated")).Running?.Phase);
        Assert.Equal("job.running", (await node.Control.RunAsync("test.gated", null, CancellationToken.None)).Error?.Code);

        Assert.True((await node.Control.CancelAsync("test.gated", CancellationToken.None)).Ok);
        await Wait.UntilAsync(async () => (await node.RunsAsync("test.gated")).Count == 1, "the run has ended");

        Assert.Equal(RunStatus.Cancelled, (await node.RunsAsync("test.gated"))[0].Status);
        await Wait.UntilAsync(async () => (await node.JobAsync("test.gated")).Running is null, "the scheduler lets go of the run");
        Assert.Equal(0, node.Notes.Count("ended"));
        Assert.Equal("job.not_running", (await node.Control.CancelAsync("test.gated", CancellationToken.None)).Error?.Code);
        await Wait.UntilAsync(() => heard.Topics("test.gated").Contains("job.finished"), "its end was told");
        Assert.Equal(["job.started", "job.progress", "job.finished"], heard.Topics("test.gated").Where(t => t != "job.changed"));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Pause_and_an_edited_schedule_outlive_a_restart(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        await using (var node = await Node.StartAsync(database))
        {
            Assert.True((await node.Control.EditScheduleAsync("test.often", "every 2s", CancellationToken.None)).Ok);
            Assert.True((await node.Control.PauseAsync("test.often", "anna", CancellationToken.None)).Ok);
            Assert.True((await node.Control.EditScheduleAsync("test.often", "every 3s", CancellationToken.None)).Ok);
        }

        await using (var node = await Node.StartAsync(database))
        {
            var job = await node.JobAsync("test.often");
            Assert.True(job.Paused);
            Assert.Null(job.NextRunAt);
            Assert.Equal(("every 3s", "every 1s", true), (job.Schedule, job.DefaultSchedule, job.ScheduleEdited));
            await Task.Delay(TimeSpan.FromSeconds(4)); // longer than the schedule: proves that nothing comes
            Assert.Equal(0, node.Notes.Count("often"));

            Assert.True((await node.Control.ResumeAsync("test.often", CancellationToken.None)).Ok);
            await Wait.UntilAsync(() => node.Notes.Count("often") > 0, "it runs again");
            Assert.True((await node.Control.ResetScheduleAsync("test.often", CancellationToken.None)).Ok);
        }

        await using (var node = await Node.StartAsync(database))
        {
            var job = await node.JobAsync("test.often");
            Assert.Equal(("every 1s", false, false), (job.Schedule, job.ScheduleEdited, job.Paused));
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_failed_run_is_tried_again_as_the_job_says(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        await using var node = await Node.StartAsync(database);

        Assert.True((await node.Control.RunAsync("test.retried", null, CancellationToken.None)).Ok);
        await Wait.UntilAsync(async () => (await node.RunsAsync("test.retried")).Count == 3, "all attempts are in the history");

        Assert.Equal(["attempt 1", "attempt 2", "attempt 3"], node.Notes.Runs.Where(r => r.StartsWith("attempt", StringComparison.Ordinal)));
        var runs = await node.RunsAsync("test.retried");
        Assert.Equal([RunStatus.Succeeded, RunStatus.Failed, RunStatus.Failed], runs.Select(r => r.Status));
        Assert.Equal([false, true, true], runs.Select(r => r.WillRetry));
        Assert.Equal(0, (await node.JobAsync("test.retried")).ConsecutiveFailures);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_paused_job_can_be_run_by_hand_and_a_run_without_work_is_no_failure(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        await using var node = await Node.StartAsync(database);
        Assert.True((await node.Control.PauseAsync("test.quick", null, CancellationToken.None)).Ok);

        Assert.Equal(RunStatus.Succeeded, (await node.RunAsync("test.quick")).Status);
        var idle = await node.RunAsync("test.idle");

        Assert.Equal((RunStatus.Skipped, "No sheep left."), (idle.Status, idle.Reason));
        Assert.Equal("job.no_schedule", (await node.Control.PauseAsync("test.idle", null, CancellationToken.None)).Error?.Code);
        Assert.Equal("job.not_found", (await node.Control.RunAsync("test.none", null, CancellationToken.None)).Error?.Code);
        Assert.Equal("schedule.cron_invalid", (await node.Control.EditScheduleAsync("test.quick", "61 * * * *", CancellationToken.None)).Error?.Code);
        Assert.Equal("schedule.never_due", (await node.Control.EditScheduleAsync("test.quick", "0 0 0 1 1 ? 2020", CancellationToken.None)).Error?.Code);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task The_history_is_read_in_pages(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        await using var node = await Node.StartAsync(database);
        for (var i = 0; i < 5; i++) await node.RunAsync("test.quick");

        var seen = new List<RunView>();
        string? cursor = null;
        do
        {
            var page = await Ok.Of(node.Queries.RunsAsync("test.quick", cursor, 2, CancellationToken.None));
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(5, seen.DistinctBy(r => r.Id).Count());
        Assert.Equal(seen.OrderByDescending(r => r.StartedAt).Select(r => r.Id), seen.Select(r => r.Id));
        Assert.Equal("cursor.invalid", (await node.Queries.RunsAsync("test.quick", "x", 2, CancellationToken.None)).Error?.Code);
    }
}
