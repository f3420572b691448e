using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Platform.Data;
using Platform.Scheduling.Engine;
using Platform.Scheduling.Tests.Support;
using Platform.Testing;
using Quartz;
using Quartz.Extensibility;

namespace Platform.Scheduling.Tests.Engine;

[Collection(Databases.Name)]
public class HistoryTests(PostgresServer server)
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task The_history_is_trimmed_by_age_and_by_count(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        await using var node = await Node.StartAsync(database, null, ("Scheduling:HistoryDays", "2"), ("Scheduling:HistoryPerJob", "3"));
        var history = node.Services.GetRequiredService<IExecutionHistoryStore>();
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 6; i++) await history.AddExecution(Row(now.AddMinutes(-i), JobRunResult.Succeeded), CancellationToken.None);
        await history.AddExecution(Row(now.AddHours(-1), JobRunResult.Failed), CancellationToken.None);
        await history.AddExecution(Row(now.AddDays(-3), JobRunResult.Failed), CancellationToken.None);

        // A pass does nothing while another is under way.
        await Wait.UntilAsync(
            async () =>
            {
                await SweepAsync(history);
                return (await node.RunsAsync("test.quick")).Count == 4;
            },
            "three successes and the failure are left");

        var runs = await node.RunsAsync("test.quick");
        Assert.Equal(3, runs.Count(r => r.Status == RunStatus.Succeeded));
        Assert.Equal([now.AddHours(-1)], runs.Where(r => r.Status == RunStatus.Failed).Select(r => r.StartedAt), TimeSpanTolerance);
        Assert.InRange(runs.Max(r => r.StartedAt), now.AddSeconds(-1), now.AddSeconds(1));
    }

    [Fact]
    public async Task A_job_that_cannot_be_built_is_reported_and_the_others_run()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Sqlite, server);
        await using var node = await Node.StartAsync(database);

        Assert.Equal(RunStatus.Succeeded, (await node.RunAsync("test.quick")).Status);

        Assert.Null(node.Services.GetRequiredService<JobCatalog>().Find("test.broken"));
        var finding = await ActivatorUtilities.CreateInstance<SchedulerInspection>(node.Services).InspectAsync(CancellationToken.None);
        Assert.Equal(Platform.Kernel.Health.HealthLevel.Error, finding.Level);
        Assert.Contains("BrokenJob", finding.Detail, StringComparison.Ordinal);
    }

    private static bool TimeSpanTolerance(DateTimeOffset a, DateTimeOffset b) => (a - b).Duration() < TimeSpan.FromSeconds(1);

    private static ExecutionHistoryEntry Row(DateTimeOffset at, JobRunResult result) => new(
        Keys.Scheduler, "n", Keys.Jobs, "test.quick", Keys.Jobs, "test.quick", at, TimeSpan.FromSeconds(1), result == JobRunResult.Succeeded, null)
    { Result = result };

    /// <summary>One pass of Quartz's own sweep, which otherwise comes daily.</summary>
    private static async Task SweepAsync(IExecutionHistoryStore history)
    {
        var inner = ((HistoryFilter)history).Inner;
        var sweep = inner.GetType().GetMethod("Sweep", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, [typeof(CancellationToken)])!;
        dynamic pass = sweep.Invoke(inner, [CancellationToken.None])!;
        await pass;
    }
}
