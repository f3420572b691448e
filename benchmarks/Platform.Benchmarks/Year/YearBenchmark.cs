using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Benchmarks.Service;
using Platform.Data;
using Platform.Kernel.Live;
using Platform.Kernel.Modules;
using Platform.Media;
using Platform.Scheduling;
using Platform.StreamHealth;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Data;
using Platform.StreamHealth.History.Aggregates;
using Platform.StreamHealth.History.Titles;
using Platform.StreamHealth.Results;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.Benchmarks.Year;

/// <summary>100 streams checked each minute for a year: how large the database is then, and how long each page and call takes.</summary>
internal static class YearBenchmark
{
    private const int Streams = 100;
    private const int Days = 365;

    public static async Task RunAsync()
    {
        var folder = Environment.GetEnvironmentVariable("YEAR_FOLDER") ?? Directory.CreateTempSubdirectory("platform-year-").FullName;
        if (!File.Exists(Path.Combine(folder, "platform.db"))) await FillAsync(folder);
        var size = new FileInfo(Path.Combine(folder, "platform.db")).Length;
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"database after a year of {Streams} streams: {size / 1e6:F0} MB ({folder})"));

        await using var service = await ServiceUnderTest.StartAsync(folder);
        await YearPages.MeasureAsync(service);
    }

    private static async Task FillAsync(string folder)
    {
        await using var services = Module(folder);
        await services.GetRequiredService<MigrationRunner>().RunAsync(CancellationToken.None);
        var databases = services.GetRequiredService<IDbContextFactory<StreamHealthDb>>();
        await CompareAsync(services, databases);

        var report = await ReportAsync(services);
        System.Console.WriteLine($"a whole report: {report.Length} bytes packed");
        var end = Coverage.HourOf(TimeProvider.System.GetUtcNow());
        var start = end.AddDays(-Days);
        var clock = Stopwatch.StartNew();
        SimulatedStream[] streams = [.. Enumerable.Range(1, Streams).Select(n => new SimulatedStream(n, start))];
        await new YearOfHistory(databases, services.GetRequiredService<IOptionsMonitor<StreamHealthSettings>>(), report).FillAsync(streams, start, Days);
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(long)Streams * Days * 1440:N0} checks simulated in {clock.Elapsed.TotalMinutes:F1} min"));
        await using var db = await databases.CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var (results, reports) = (await db.Results.CountAsync(), await db.Reports.CountAsync());
        var (hours, days) = (await db.Set<HourAggregate>().CountAsync(), await db.Set<DayAggregate>().CountAsync());
        var titles = await db.Set<TitleChange>().CountAsync();
        System.Console.WriteLine($"rows: {results} results, {reports} reports, {hours} hours, {days} days, {titles} titles");
    }

    /// <summary>The bulk way must end in the rows that the service's own way ends in.</summary>
    private static async Task CompareAsync(ServiceProvider services, IDbContextFactory<StreamHealthDb> databases)
    {
        var start = new DateTimeOffset(2020, 1, 1, 22, 30, 0, TimeSpan.Zero);
        var stream = new SimulatedStream(7, start);
        stream.Stream.Schedule = SimulatedStream.Schedule;
        await using var db = await databases.CreateDbContextAsync();
        db.Streams.Add(stream.Stream);
        await db.SaveChangesAsync();
        var store = services.GetRequiredService<ResultStore>();
        var hours = new Dictionary<DateTimeOffset, HourAggregate>();
        for (var minute = 0; minute < 200; minute++)
        {
            var result = stream.Check(start.AddMinutes(minute));
            await store.AddAsync(result, EmptyReport(result), CancellationToken.None);
            foreach (var change in stream.Changes(result))
            {
                if (hours.TryGetValue(change.Start, out var hour)) hour.Merge(change);
                else hours[change.Start] = change;
            }
        }

        var stored = await db.Set<HourAggregate>().AsNoTracking().Where(h => h.StreamId == stream.Stream.Id).ToListAsync();
        var same = stored.Count == hours.Count && stored.All(h => Text(h) == Text(hours[h.Start]));
        await db.Streams.Where(s => s.Id == stream.Stream.Id).ExecuteDeleteAsync();
        System.Console.WriteLine($"200 checks in bulk and through the store give the same {stored.Count} hours: {same}");
        if (!same) throw new InvalidOperationException("The bulk way differs; its figures would mean nothing.");
    }

    private static string Text(HourAggregate h) => string.Create(CultureInfo.InvariantCulture,
        $"{h.Start:s} {h.Checks} {h.Healthy} {h.Impaired} {h.Failing} {h.UpMs} {h.DegradedMs} {h.DownMs} {h.ScoreSum} {h.ScoreMin} {h.LatencyCount} {h.LatencySum:F6} {h.LatencyMin} {h.LatencyMax} {Convert.ToHexString(h.Latencies)} {h.LoudnessCount} {h.LoudnessEnergy:F9} {h.LoudnessMin} {h.LoudnessMax} {h.SilenceSum:F6}");

    private static CheckReport EmptyReport(CheckResult result) => new()
    {
        TestRunId = result.Id,
        StreamId = "0123456789abcdef",
        StreamUrl = "https://radio.example/live.mp3",
        Timestamp = result.StartedAt,
        Phase = 3,
        Connectivity = new Connectivity { Status = ConnectivityStatus.Success },
    };

    /// <summary>The report of a real check, as it is stored.</summary>
    private static async Task<byte[]> ReportAsync(ServiceProvider services)
    {
        await using var icecast = await IcecastServer.StartAsync(burstBytes: 65_536);
        await using var source = await icecast.StreamAsync("/programme.mp3", AudioVariant.Programme);
        var report = await services.GetRequiredService<StreamCheck>().RunAsync(
            new CheckRequest { Url = source.Url.ToString(), Phase = 3, SampleSeconds = 4, Thresholds = new CheckThresholds(), TestRunId = Guid.NewGuid() }, CancellationToken.None);
        return ReportText.Pack(ReportJson.Write(report));
    }

    private static ServiceProvider Module(string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataPath"] = folder,
            ["Database:Provider"] = "Sqlite",
            ["UrlGuard:AllowedNetworks"] = "127.0.0.0/8",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddSingleton<LiveEvents>();
        services.AddPlatformData(configuration);
        services.AddPlatformMedia(configuration);
        services.AddPlatformScheduling(configuration, [typeof(StreamHealthModule).Assembly]);
        new StreamHealthModule().AddServices(new ModuleServices(services, configuration));
        return services.BuildServiceProvider();
    }
}
