using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Platform.Benchmarks.Service;

namespace Platform.Benchmarks.Watch;

/// <summary>
/// Many streams on a one-minute cadence, connected to each minute and listened to every ten: how late each check starts,
/// and what the service holds in memory meanwhile.
/// <c>-- watch --minutes 30 --streams 500</c>
/// </summary>
internal static class WatchBenchmark
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(5);

    /// <summary>The code is compiled and every stream was checked once.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(90);

    public static async Task RunAsync(string[] options)
    {
        var minutes = Option(options, "--minutes", 30);
        var streams = Option(options, "--streams", 500);
        var folder = Directory.CreateTempSubdirectory("platform-watch-").FullName;
        await using var server = await LoopServer.StartAsync();
        var samples = new List<MemorySample>();
        DateTimeOffset from, to;
        await using (var service = await ServiceUnderTest.StartAsync(folder))
        {
            Say($"{streams} streams imported in {(await ImportAsync(service, server.Address, streams)).TotalSeconds:F1} s");
            await Task.Delay(WarmUp);
            from = TimeProvider.System.GetUtcNow();
            to = from + TimeSpan.FromMinutes(minutes);
            var (cpu, own) = (service.Cpu, CpuTime.OfSelf);
            for (var now = from; now < to; now = TimeProvider.System.GetUtcNow())
            {
                samples.Add(new MemorySample(now - from, service.MemoryMib, (service.Cpu - cpu).TotalSeconds, (CpuTime.OfSelf - own).TotalSeconds));
                await Task.Delay(SampleEvery);
            }

            Say($"CPU of the service and its tools: {(service.Cpu - cpu) / (to - from) * 100:F0} % of a core; of this stream server: {(CpuTime.OfSelf - own) / (to - from) * 100:F0} %");
        }

        var checks = Lateness.Read(Path.Combine(folder, "platform.db"), from, to);
        Report(checks, streams, minutes);
        MemoryPlot.Write(samples, streams);
        Say($"memory: {samples[0].Mib:F0} MiB at first, {samples[^1].Mib:F0} at last, {samples.Max(s => s.Mib):F0} at most; database {new FileInfo(Path.Combine(folder, "platform.db")).Length / 1048576.0:F1} MiB");
        Directory.Delete(folder, recursive: true);
    }

    private static void Report(IReadOnlyList<CheckStart> checks, int streams, int minutes)
    {
        var late = checks.Select(c => c.Late.TotalSeconds).Order().ToList();
        if (late.Count == 0) throw new InvalidOperationException("There was no check at all.");
        Say($"checks: {checks.Count(c => c.Phase == 1)} connected, {checks.Count(c => c.Phase > 1)} listened; {streams * minutes} were due; {checks.Count(c => !c.Healthy)} found fault");
        Say($"late by: median {late[late.Count / 2]:F2} s, p99 {late[(int)(late.Count * 0.99)]:F2} s, most {late[^1]:F2} s; more than 5 s: {late.Count(l => l > 5)}");
        foreach (var kind in checks.GroupBy(c => c.Phase).OrderBy(g => g.Key))
            Say($"phase {kind.Key}: took {kind.Average(c => c.Took.TotalSeconds):F2} s on average, {kind.Max(c => c.Took.TotalSeconds):F2} s at most, late by {kind.Max(c => c.Late.TotalSeconds):F2} s at most");
    }

    private static async Task<TimeSpan> ImportAsync(ServiceUnderTest service, Uri server, int streams)
    {
        var csv = new StringBuilder("url,name,group,schedule,phase,deepSchedule,deepPhase\n");
        for (var i = 0; i < streams; i++) csv.Append(CultureInfo.InvariantCulture, $"{server}stream-{i}.mp3,Stream {i:000},Group {i % 10},every 60s,1,every 10m,3\n");
        var clock = Stopwatch.StartNew();
        using var content = new StringContent(csv.ToString(), Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
        using var answer = await service.Api.PostAsync(new Uri("/api/v1/streams/import", UriKind.Relative), content);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        return clock.Elapsed;
    }

    private static int Option(string[] options, string name, int fallback) =>
        Array.IndexOf(options, name) is var at and >= 0 && at + 1 < options.Length ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : fallback;

    private static void Say(FormattableString text) => System.Console.WriteLine(FormattableString.Invariant(text));
}
