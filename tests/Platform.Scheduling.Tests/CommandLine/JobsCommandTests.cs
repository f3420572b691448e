using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Platform.Data;
using Platform.Kernel.CommandLine;
using Platform.Scheduling.CommandLine;
using Platform.Scheduling.Tests.Support;
using Platform.Testing;

namespace Platform.Scheduling.Tests.CommandLine;

[Collection(Databases.Name)]
public class JobsCommandTests(PostgresServer server)
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Without_the_service_a_job_runs_in_the_process_and_leaves_its_history(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);

        var run = await JobsAsync(database, "run", "test.quick", "--input", "lambs");
        var failed = await JobsAsync(database, "run", "test.failing");
        var history = await JobsAsync(database, "history", "test.failing", "--output", "json");

        Assert.Equal((0, "test.quick: succeeded in"), (run.Code, run.Output[..24]));
        Assert.Equal(1, failed.Code);
        Assert.Contains("There is no banana.", failed.Output, StringComparison.Ordinal);
        Assert.True(history.Errors.Length == 0, history.Errors);
        var item = JsonDocument.Parse(history.Output).RootElement.GetProperty("items")[0];
        Assert.Equal(("failed", "There is no banana.", "command line"), (item.GetProperty("status").GetString(), item.GetProperty("reason").GetString(), item.GetProperty("node").GetString()));
        var one = await JobsAsync(database, "history", "test.failing", "--run", item.GetProperty("id").GetString()!);
        Assert.Contains("InvalidOperationException", one.Output, StringComparison.Ordinal);
        Assert.Equal((1, "The service does not run"), await JobsAsync(database, "run", "test.quick", "--no-wait") is var refused ? (refused.Code, refused.Errors[..24]) : default);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task While_the_service_runs_it_takes_the_orders(DatabaseProvider provider)
    {
        using var database = await Database.CreateAsync(provider, server);
        using var service = new ChildNode(database, "service");
        await service.UntilSaidAsync("ready");

        Assert.Equal(0, (await JobsAsync(database, "run", "test.quick", "--input", "lambs")).Code);
        Assert.Contains("lambs", service.Said);
        Assert.Equal(0, (await JobsAsync(database, "run", "test.gated", "--no-wait")).Code);
        await service.UntilSaidAsync("started");
        Assert.Equal(0, (await JobsAsync(database, "cancel", "test.gated")).Code);
        await Wait.UntilAsync(async () => (await JobsAsync(database, "history", "test.gated")).Output.Contains("cancelled", StringComparison.Ordinal), "the service has cancelled the run");
    }

    [Fact]
    public async Task Pause_and_resume_are_seen_in_the_list()
    {
        using var database = await Database.CreateAsync(DatabaseProvider.Sqlite, server);

        Assert.Equal((0, "test.quick: paused"), await JobsAsync(database, "pause", "test.quick") is var paused ? (paused.Code, paused.Output.Trim()) : default);
        Assert.Contains("paused", (await JobsAsync(database, "list", "--search", "quick")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await JobsAsync(database, "resume", "test.quick")).Code);
        Assert.DoesNotContain("paused", (await JobsAsync(database, "list")).Output, StringComparison.Ordinal);
        Assert.Equal((1, "There is no job 'nope'."), await JobsAsync(database, "pause", "nope") is var none ? (none.Code, none.Errors.Trim()) : default);
        Assert.Equal(1, (await JobsAsync(database, "cancel", "test.quick")).Code);
    }

    private static async Task<(int Code, string Output, string Errors)> JobsAsync(Database database, params string[] arguments)
    {
        await using var node = Node.Build(database);
        var services = new CommandServices(new ConfigurationBuilder().Build(), () => node.Services, (_, _) => Task.CompletedTask);
        var root = new RootCommand { JobsCommand.Create(services) };
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await root.Parse(["jobs", .. arguments]).InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
