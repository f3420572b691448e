using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;
using Platform.StreamHealth.Tests.Monitoring;

namespace Platform.StreamHealth.Tests.Incidents;

/// <summary>The real store with the real monitor; checks are told it, not made.</summary>
internal sealed class WatchedStore(MonitorApp app, Transitions transitions)
{
    public DateTimeOffset Now { get; set; } = Seeds.Start;

    public Transitions Transitions => transitions;

    public static async Task<(MonitorApp App, Transitions Transitions)> StartAsync(string? postgres = null)
    {
        var transitions = new Transitions();
        var app = await MonitorApp.StartAsync(postgres, configure: services => services.AddSingleton<ITransitionObserver>(transitions));
        return (app, transitions);
    }

    public Task<Guid> AddAsync(string name, Guid? parent = null, params string[] tags) => app.QueryAsync(async db =>
    {
        var stream = Seeds.Stream($"http://127.0.0.1:8000/{name}.mp3", name);
        stream.ParentId = parent;
        stream.Tags = [.. tags.Select(t => new StreamTag { Name = t })];
        db.Streams.Add(stream);
        await db.SaveChangesAsync();
        return stream.Id;
    });

    /// <summary>Stores checks a minute apart: G good, d degraded, B bad at the connection, s silent.</summary>
    public async Task<MonitorState[]> RunAsync(Guid stream, string checks)
    {
        var states = new List<MonitorState>();
        foreach (var check in checks.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (state, finding) = check[0] switch
            {
                'G' => (StreamState.Healthy, null),
                'd' => (StreamState.Degraded, new Finding(FindingCodes.Clipping, Severity.Warning, "Clipped")),
                's' => (StreamState.Failing, new Finding(FindingCodes.Silent, Severity.Error, "Silent for 10.0 s")),
                _ => (StreamState.Failing, new Finding(FindingCodes.ConnectFailed, Severity.Error, "Nothing listens there")),
            };
            var id = Guid.CreateVersion7(Now);
            var result = new CheckResult
            {
                Id = id,
                StreamId = stream,
                StartedAt = Now,
                DurationMs = 100,
                Phase = 3,
                State = state,
                Score = 50,
                Reason = finding?.Message,
                Findings = finding?.Code ?? "",
            };
            var report = Seeds.Report(id, Now) with { Findings = finding is null ? [] : [finding] };
            Assert.Equal(StoreOutcome.Stored, await app.Get<ResultStore>().AddAsync(result, report, CancellationToken.None));
            states.Add(result.Monitor);
            Now += TimeSpan.FromMinutes(1);
        }

        return [.. states];
    }

    public Task<List<Incident>> IncidentsAsync(Guid stream) =>
        app.QueryAsync(db => db.Set<Incident>().AsNoTracking().Where(i => i.StreamId == stream).OrderBy(i => i.OpenedAt).ToListAsync());

    public Task<List<IncidentEntryKind>> TimelineAsync(Guid incident) =>
        app.QueryAsync(db => db.Set<IncidentEntry>().AsNoTracking().Where(e => e.IncidentId == incident).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync());
}
