using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Kernel.Health;
using Platform.Kernel.Live;
using Platform.Media.Urls;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Incidents.Uplinks;
using Platform.StreamHealth.Tests.Monitoring;

namespace Platform.StreamHealth.Tests.Incidents;

public sealed class UplinkTests
{
    [Fact]
    public async Task While_no_target_answers_failures_do_not_count_and_health_says_why()
    {
        var transitions = new Transitions();
        await using var app = await MonitorApp.StartAsync(
            settings: new() { ["StreamHealth:UplinkTargets"] = $"127.0.0.1:{ClosedPort()}" }, configure: services => services.AddSingleton<ITransitionObserver>(transitions));
        var store = new WatchedStore(app, transitions);
        var stream = await store.AddAsync("one");
        await store.RunAsync(stream, "G");
        await app.Get<Uplink>().LookAsync(stream, CancellationToken.None);
        Assert.NotNull(app.Get<Uplink>().DownSince);
        Assert.All(await store.RunAsync(stream, "B B B B B"), state => Assert.Equal(MonitorState.Up, state));
        Assert.Empty(transitions.Told(stream));
        Assert.Empty(await store.IncidentsAsync(stream));
        var inspection = ActivatorUtilities.CreateInstance<UplinkInspection>(app.Services);
        Assert.Equal(HealthLevel.Error, (await inspection.InspectAsync(CancellationToken.None)).Level);
        Assert.Equal(MonitorState.Up, (await app.QueryAsync(db => db.Streams.AsNoTracking().SingleAsync(s => s.Id == stream))).Monitor);
    }

    [Fact]
    public async Task It_is_back_when_a_target_answers_again()
    {
        var port = ClosedPort();
        await using var app = await MonitorApp.StartAsync(settings: new() { ["StreamHealth:UplinkTargets"] = $"127.0.0.1:{ClosedPort()}, http://127.0.0.1:{port}/" });
        using var uplink = new Uplink(
            app.Get<IOptionsMonitor<StreamHealthSettings>>(), app.Get<IHostResolver>(), app.Get<GuardedConnector>(), app.Get<FollowUpChecks>(),
            app.Get<LiveEvents>(), TimeProvider.System, NullLogger<Uplink>.Instance)
        {
            Pause = TimeSpan.FromMilliseconds(50),
        };
        await uplink.LookAsync(Guid.NewGuid(), CancellationToken.None);
        Assert.NotNull(uplink.DownSince);
        Assert.Equal(1, uplink.Waiting);

        using var target = new TcpListener(IPAddress.Loopback, port);
        target.Start();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (uplink.DownSince is not null) await Task.Delay(20, late.Token);
        Assert.Equal(0, uplink.Waiting);
        await uplink.LookAsync(Guid.NewGuid(), CancellationToken.None);
        Assert.Null(uplink.DownSince);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
