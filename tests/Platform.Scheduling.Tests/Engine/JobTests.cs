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
        Assert.Equal(["lambs"], node.Notes.Runs.Where(r => r != "often"));
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

        var run = await node.RunAsync("test.failing");

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal("There is no banana.", run.Reason);
        Assert.Contains("About to fail over a banana", run.Log, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", run.Log, StringComparison.Ordinal);
        Assert.Equal(1, (await node.JobAsync("test.failing")).ConsecutiveFailures);
    }
}
