using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Data;
using Platform.Kernel.Live;
using Platform.Kernel.Modules;
using Platform.Media;
using Platform.Media.Urls;
using Platform.Scheduling;
using Platform.StreamHealth;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.Incidents;
using Platform.StreamHealth.Results;
using Platform.StreamHealth.Streams;
using Platform.Testing.Audio;

namespace Platform.Benchmarks.Faults;

/// <summary>What a run is like.</summary>
/// <param name="Streams">How many local streams.</param>
/// <param name="Seed">The same seed injects the same faults.</param>
/// <param name="Checks">Checks of each stream; the run ends when all are made.</param>
/// <param name="Kinds">What may be done to them.</param>
/// <param name="AtOnce">How many are checked at the same time.</param>
internal sealed record FaultPlan(int Streams, int Seed, int Checks, IReadOnlyList<FaultKind> Kinds, int AtOnce)
{
    public const int ToDown = 3, ToUp = 2;
}

/// <summary>
/// Streams on loopback to which something is done at random, checked by the real probe with a wait of nothing between checks,
/// stored by the real store, judged by the real monitor; every state and every notice is held against an oracle that knows
/// only the faults. The clock jumps while all this goes on.
/// </summary>
internal sealed class FaultRun : IAsyncDisposable
{
    private readonly FaultPlan _plan;
    private readonly JumpingClock _clock = new();
    private readonly FaultyNames _names = new();
    private readonly Notices _notices = new();
    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-faults-");
    private readonly SemaphoreSlim _room;

    private FaultRun(FaultPlan plan)
    {
        _plan = plan;
        _room = new SemaphoreSlim(plan.AtOnce);
        _services = Services();
    }

    public FaultTally Tally { get; } = new();

    public static async Task<FaultTally> RunAsync(FaultPlan plan)
    {
        await using var run = new FaultRun(plan);
        await run._services.GetRequiredService<MigrationRunner>().RunAsync(CancellationToken.None);
        var (programme, silence) = (await TestAudio.BytesAsync(AudioVariant.Programme), await TestAudio.BytesAsync(AudioVariant.Silence));
        using var over = new CancellationTokenSource();
        var jumping = run.JumpAsync(new Random(plan.Seed), over.Token);
        await Task.WhenAll(Enumerable.Range(0, plan.Streams).Select(i => run.WatchAsync(i, programme, silence)));
        await over.CancelAsync();
        await jumping;
        await run.CountIncidentsAsync();
        return run.Tally;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _room.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Back and forth by seconds to hours, a few times a second.</summary>
    private async Task JumpAsync(Random random, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(random.Next(100, 600), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _clock.JumpBy(TimeSpan.FromSeconds(random.Next(-20_000, 20_000)));
            Tally.Jumped();
        }
    }

    private async Task WatchAsync(int number, byte[] programme, byte[] silence)
    {
        var random = new Random(_plan.Seed + 1000 + number);
        var host = $"s{number}.faults.test";
        await using var server = new FaultyServer(programme, silence, _plan.Seed + number);
        server.Start();
        var id = await AddAsync(number, $"http://{host}:{server.Port}/live.mp3");
        var oracle = new FaultOracle(FaultPlan.ToDown, FaultPlan.ToUp);
        var (fault, last, left) = (FaultKind.None, FaultKind.None, random.Next(1, 4));
        for (var check = 0; check < _plan.Checks; check++, left--)
        {
            if (left == 0)
            {
                fault = fault == FaultKind.None ? _plan.Kinds[random.Next(_plan.Kinds.Count)] : FaultKind.None;
                if (fault != FaultKind.None) (last, _) = (fault, Begin(fault));
                // Shorter than what makes an outage as often as longer; long enough a pause to be called well again.
                left = fault == FaultKind.None ? random.Next(FaultPlan.ToUp, 6) : random.Next(1, 7);
                server.Set(fault);
                _names.Set(host, fault == FaultKind.NameFailing);
            }

            await CheckAsync(id, number, check, fault, last, oracle);
        }
    }

    private int Begin(FaultKind fault)
    {
        Tally.Of(fault).Episode();
        return 0;
    }

    private async Task CheckAsync(Guid id, int number, int check, FaultKind fault, FaultKind last, FaultOracle oracle)
    {
        await _room.WaitAsync();
        CheckResult result;
        string found;
        try
        {
            (result, found) = await CheckAsync(id);
        }
        finally
        {
            _room.Release();
        }

        var before = oracle.State;
        var expected = oracle.After(fault);
        var told = _notices.Take(result.Id);
        var row = Tally.Of(fault == FaultKind.None ? last : fault);
        row.Check(result.Monitor == oracle.State);
        row.Notice(expected, told);
        if (result.Monitor != oracle.State || expected != told)
            Tally.IsWrong($"stream {number}, check {check}, {fault} (last {last}), was {before}: {result.Monitor} instead of {oracle.State}, told {told?.ToString() ?? "nothing"} instead of {expected?.ToString() ?? "nothing"}; {result.State}: {found}");
    }

    private async Task<(CheckResult Result, string Found)> CheckAsync(Guid streamId)
    {
        await using var db = await _services.GetRequiredService<IDbContextFactory<StreamHealthDb>>().CreateDbContextAsync();
        var stream = await db.Streams.AsNoTracking().SingleAsync(s => s.Id == streamId);
        var startedAt = _clock.GetUtcNow();
        var began = _clock.GetTimestamp();
        var id = Guid.CreateVersion7(startedAt);
        var request = new CheckRequest { Url = stream.Url, Phase = 3, SampleSeconds = 1, TestRunId = id, Thresholds = new CheckThresholds { SilenceSeconds = 0.5 } };
        var report = await _services.GetRequiredService<StreamCheck>().RunAsync(request, CancellationToken.None);
        var result = CheckResults.From(stream.Id, id, startedAt, _clock.GetElapsedTime(began), report);
        if (await _services.GetRequiredService<ResultStore>().AddAsync(result, report, CancellationToken.None) != StoreOutcome.Stored) Tally.IsWrong("A result was not stored");
        return (result, string.Join(" ", report.Findings.Select(f => f.Code)));
    }

    private async Task<Guid> AddAsync(int number, string url)
    {
        await using var db = await _services.GetRequiredService<IDbContextFactory<StreamHealthDb>>().CreateDbContextAsync();
        var stream = new StreamDefinition
        {
            Identity = StreamId.Of(url),
            Url = url,
            Name = $"Stream {number}",
            Tags = [],
            Enabled = true,
            Terms = new StreamInput { Phase = 3, FailuresToDown = FaultPlan.ToDown, SuccessesToUp = FaultPlan.ToUp, RetrySeconds = 0 },
        }.ToStream(_clock.GetUtcNow());
        db.Streams.Add(stream);
        await db.SaveChangesAsync();
        return stream.Id;
    }

    /// <summary>No outage may last less than nothing, whatever the clock did, and an open incident needs an ill stream.</summary>
    private async Task CountIncidentsAsync()
    {
        var list = await _services.GetRequiredService<ReadIncidents>().ListAsync(new IncidentListRequest { Limit = 500 }, CancellationToken.None);
        foreach (var incident in list.Value.Items.Where(i => i.DurationSeconds < 0)) Tally.IsWrong($"Incident {incident.Id} lasts {incident.DurationSeconds} s");
        await using var db = await _services.GetRequiredService<IDbContextFactory<StreamHealthDb>>().CreateDbContextAsync();
        var ill = await db.Streams.CountAsync(s => s.Monitor == MonitorState.Down || s.Monitor == MonitorState.Degraded);
        var open = await db.Set<Incident>().CountAsync(i => i.State != IncidentState.Resolved);
        if (ill != open) Tally.IsWrong($"{open} incidents are open for {ill} streams that are ill");
    }

    private ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataPath"] = _folder.FullName,
            ["Database:Provider"] = "Sqlite",
            ["UrlGuard:AllowedNetworks"] = "127.0.0.0/8",
            ["StreamHealth:Checks:StallTimeoutSeconds"] = "5",
            // On a busy machine even a good stream takes seconds to be decoded; a slowed one would take ten.
            ["StreamHealth:Checks:ListenAllowanceSeconds"] = "2",
            ["StreamHealth:Checks:AnswerTimeoutSeconds"] = "60",
            // All of a day's faults happen within minutes here: what flapping hides is another test's subject.
            ["StreamHealth:Monitor:FlapChanges"] = "100",
            ["StreamHealth:Monitor:FlapWindowMinutes"] = "1",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.None)).AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(_clock).AddSingleton<LiveEvents>();
        services.AddSingleton<IHostResolver>(_names);
        services.AddPlatformData(configuration);
        services.AddPlatformMedia(configuration);
        services.AddPlatformScheduling(configuration, [typeof(StreamHealthModule).Assembly]);
        new StreamHealthModule().AddServices(new ModuleServices(services, configuration));
        services.AddSingleton<ITransitionObserver>(_notices);
        return services.BuildServiceProvider();
    }

    /// <summary>What people were told, by the check that said so.</summary>
    private sealed class Notices : ITransitionObserver
    {
        private readonly ConcurrentDictionary<Guid, MonitorState> _told = [];

        public Task ObserveAsync(StreamHealthDb db, StreamTransition transition, Action<Action> afterCommit, CancellationToken cancellationToken)
        {
            if (transition is { Notify: true, ResultId: { } result }) afterCommit(() => _told[result] = transition.To);
            return Task.CompletedTask;
        }

        public MonitorState? Take(Guid result) => _told.TryRemove(result, out var state) ? state : null;
    }
}
