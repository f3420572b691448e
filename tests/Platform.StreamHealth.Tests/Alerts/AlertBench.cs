using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Data;
using Platform.Kernel.Live;
using Platform.Kernel.Modules;
using Platform.Kernel.Results;
using Platform.Media;
using Platform.Scheduling;
using Platform.StreamHealth.Alerts.Channels;
using Platform.StreamHealth.Alerts.Deliveries;
using Platform.StreamHealth.Alerts.Escalation;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Tests.Monitoring;
using Platform.Testing;

namespace Platform.StreamHealth.Tests.Alerts;

/// <summary>The alerts on a real database with a clock that a test moves. Nothing is scheduled: the test says when work runs.</summary>
internal sealed class AlertBench : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly string _folder;

    private AlertBench(ServiceProvider provider, string folder, FakeTimeProvider clock) => (_provider, _folder, Clock) = (provider, folder, clock);

    public FakeTimeProvider Clock { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<AlertBench> StartAsync(string? postgres = null, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("platform-alerts-").FullName;
        var values = new Dictionary<string, string?>
        {
            ["Storage:DataPath"] = folder,
            ["Database:Provider"] = postgres is null ? "Sqlite" : "Postgres",
            ["Database:ConnectionString"] = postgres,
            ["UrlGuard:AllowedNetworks"] = "127.0.0.0/8, ::1",
            ["Platform:PublicUrl"] = "https://monitor.example/",
        };
        foreach (var (key, value) in settings) values[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var clock = new FakeTimeProvider();
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(clock).AddSingleton<LiveEvents>();
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.AddPlatformData(configuration);
        services.AddPlatformMedia(configuration);
        services.AddPlatformScheduling(configuration, [typeof(StreamHealthModule).Assembly]);
        new StreamHealthModule().AddServices(new ModuleServices(services, configuration));
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<MigrationRunner>().RunAsync(CancellationToken.None);
        return new AlertBench(provider, folder, clock);
    }

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public async Task<T> QueryAsync<T>(Func<StreamHealthDb, Task<T>> query)
    {
        await using var db = await Get<IDbContextFactory<StreamHealthDb>>().CreateDbContextAsync();
        return await query(db);
    }

    public async Task<MonitoredStream> AddStreamAsync(string name = "Radio One", params string[] tags)
    {
        var stream = Seeds.Stream($"http://127.0.0.1:8000/{Guid.NewGuid():N}", name);
        stream.Enabled = true;
        stream.Tags.AddRange(tags.Select(t => new StreamTag { Name = t, StreamId = stream.Id }));
        await QueryAsync(async db =>
        {
            db.Add(stream);
            return await db.SaveChangesAsync();
        });
        return stream;
    }

    public async Task<Guid> AddIncidentAsync(MonitoredStream stream)
    {
        var incident = new Incident
        {
            Id = Guid.CreateVersion7(Now),
            StreamId = stream.Id,
            OpenedAt = Now,
            FailingSince = Now,
            Severity = IncidentSeverity.Down,
            Code = "audio.silent",
            Reason = "Silent for 10.0 s",
        };
        await QueryAsync(async db =>
        {
            db.Add(incident);
            return await db.SaveChangesAsync();
        });
        return incident.Id;
    }

    public async Task<ChannelView> AddChannelAsync(string url, string name = "Hook", int? perMinute = null, ChannelKind kind = ChannelKind.Webhook, params (string Name, string Value)[] values)
    {
        var all = new Dictionary<string, string?> { ["url"] = url };
        if (kind == ChannelKind.Webhook) all["secret"] = "a secret of some length";
        foreach (var (key, value) in values) all[key] = value;
        var made = await Get<SaveChannel>().CreateAsync(new ChannelInput { Name = name, Kind = kind, Values = all, PerMinute = perMinute }, CancellationToken.None);
        return Good(made);
    }

    public async Task<PolicyView> AddPolicyAsync(PolicyInput input) =>
        Good(await Get<SavePolicy>().CreateAsync(input with { Name = input.Name ?? "Everybody" }, CancellationToken.None));

    /// <summary>Moves a stream as the state machine does: in a transaction, and what is to be done after it, after it.</summary>
    public async Task MoveAsync(MonitoredStream stream, MonitorState from, MonitorState to, bool notify = true, Guid? incident = null, bool commit = true, Guid? result = null, bool flapping = false)
    {
        await using var db = await Get<IDbContextFactory<StreamHealthDb>>().CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var transition = new StreamTransition
        {
            StreamId = stream.Id,
            From = from,
            To = to,
            At = Now,
            Reason = to is MonitorState.Down or MonitorState.Degraded ? "Silent for 10.0 s" : null,
            IncidentId = incident,
            ResultId = result,
            Notify = notify,
            Flapping = flapping,
        };
        foreach (var observer in _provider.GetServices<ITransitionObserver>()) await observer.ObserveAsync(db, transition, _ => { }, CancellationToken.None);
        if (commit) await transaction.CommitAsync();
    }

    public Task DownAsync(MonitoredStream stream, Guid? incident = null) => MoveAsync(stream, MonitorState.Up, MonitorState.Down, incident: incident);

    public Task UpAsync(MonitoredStream stream, Guid? incident = null) => MoveAsync(stream, MonitorState.Down, MonitorState.Up, incident: incident);

    /// <summary>Lets the clock's turn and then the sending happen, after some time has passed.</summary>
    public async Task PassAsync(TimeSpan time, params ChannelView[] channels)
    {
        Clock.Advance(time);
        await Get<AdvanceAlerts>().RunAsync(CancellationToken.None);
        await SendAsync(channels);
    }

    public async Task SendAsync(params ChannelView[] channels)
    {
        foreach (var channel in channels) await Get<SendDeliveries>().RunAsync(channel.Id, CancellationToken.None);
    }

    public Task<List<AlertDelivery>> DeliveriesAsync() =>
        QueryAsync(db => db.Set<AlertDelivery>().AsNoTracking().OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).ToListAsync());

    public Task<AlertChannel> ChannelAsync(Guid id) => QueryAsync(db => db.Set<AlertChannel>().AsNoTracking().SingleAsync(c => c.Id == id));

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static T Good<T>(Result<T> result) => result.Ok ? result.Value : throw new InvalidOperationException($"{result.Error.Code}: {result.Error.Message}");

    public static PolicyStep Step(int minutes, params ChannelView[] channels) => new(minutes, [.. channels.Select(c => c.Id)]);
}
