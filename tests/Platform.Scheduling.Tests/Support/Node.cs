using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Data;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Quartz;

namespace Platform.Scheduling.Tests.Support;

/// <summary>A service with nothing but the scheduler, as a node runs it.</summary>
public sealed class Node : IAsyncDisposable
{
    private readonly IHost _host;

    private Node(IHost host, Notes notes) => (_host, Notes) = (host, notes);

    public Notes Notes { get; }

    public IServiceProvider Services => _host.Services;

    public WorkScheduler Work => Services.GetRequiredService<WorkScheduler>();

    public LiveEvents Live => Services.GetRequiredService<LiveEvents>();

    internal JobControl Control => Services.GetRequiredService<JobControl>();

    internal JobQueries Queries => Services.GetRequiredService<JobQueries>();

    public Task<IScheduler> SchedulerAsync() => Services.GetRequiredService<ISchedulerFactory>().GetScheduler().AsTask();

    public static async Task<Node> StartAsync(Database database, Notes? notes = null, params (string Key, string Value)[] settings)
    {
        var node = Build(database, notes, settings);
        await node._host.StartAsync();
        await Wait.UntilAsync(async () => (await node.SchedulerAsync()).Status == SchedulerStatus.Running, "the scheduler runs");
        return node;
    }

    /// <summary>A container as the command line has it: nothing is started.</summary>
    public static Node Build(Database database, Notes? notes = null, params (string Key, string Value)[] settings)
    {
        notes ??= new Notes();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = database.Provider.ToString(),
            ["Database:ConnectionString"] = database.ConnectionString,
            ["Scheduling:SweepSeconds"] = "1",
            ["Scheduling:PollSeconds"] = "1",
            ["Scheduling:CheckInSeconds"] = "1",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Services.AddSingleton(notes);
        builder.Services.AddPlatformData(builder.Configuration);
        builder.Services.AddPlatformScheduling(builder.Configuration, [typeof(Node).Assembly]);
        return new Node(builder.Build(), notes);
    }

    internal async Task<JobView> JobAsync(string key) => (await Queries.GetAsync(key, CancellationToken.None)).Value;

    internal async Task<IReadOnlyList<RunView>> RunsAsync(string key) => (await Queries.RunsAsync(key, null, 200, CancellationToken.None)).Value.Items;

    /// <summary>Runs a job and waits until the run is in the history.</summary>
    internal async Task<RunView> RunAsync(string key, string? input = null)
    {
        var before = (await RunsAsync(key)).Count;
        // A run is in the history a moment before Quartz lets go of it.
        await Wait.UntilAsync(async () => (await Control.RunAsync(key, input, CancellationToken.None)).Ok, $"a run of {key} can be ordered");
        await Wait.UntilAsync(async () => (await RunsAsync(key)).Count > before, $"{key} has run");
        var run = (await RunsAsync(key))[0];
        return (await Queries.RunAsync(key, run.Id, CancellationToken.None)).Value;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }
}

internal static class Ok
{
    /// <summary>The value, or a failure that shows the error.</summary>
    public static async Task<T> Of<T>(Task<Result<T>> result) => await result is var r && r.Ok ? r.Value : throw new InvalidOperationException(r.Error?.ToString());
}
