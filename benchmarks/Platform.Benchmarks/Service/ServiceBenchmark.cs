using System.Diagnostics;
using System.Globalization;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.Benchmarks.Service;

/// <summary>What the running service costs: start, idle, one check of either kind, many at once, lists over a full table.</summary>
internal static class ServiceBenchmark
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    public static async Task StartAndIdleAsync()
    {
        var folder = Directory.CreateTempSubdirectory("platform-bench-").FullName;
        var starts = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            await using var service = await ServiceUnderTest.StartAsync(folder);
            starts.Add(service.StartTime.TotalSeconds);
            if (i < 3) continue;
            await Task.Delay(TimeSpan.FromSeconds(10));
            var before = service.Cpu;
            await Task.Delay(Idle);
            Print("idle memory, MiB", service.MemoryMib);
            Print("idle CPU, % of a core", (service.Cpu - before) / Idle * 100);
        }

        Print("first start with an empty folder, s", starts[0]);
        Print("later start, s (median of 3)", starts.Skip(1).Order().ElementAt(1));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>CPU per check beside ffprobe and ffmpeg on the same stream.</summary>
    public static async Task CheckCostAsync()
    {
        await using var icecast = await IcecastServer.StartAsync();
        await using var source = await icecast.StreamAsync("/programme.mp3", AudioVariant.Programme);
        await CostOfAsync(icecast, phase: 1, streams: 40, "every 5s", TimeSpan.FromSeconds(40));
        await CostOfAsync(icecast, phase: 3, streams: 20, "every 20s", TimeSpan.FromSeconds(60));
        await ToolAsync("ffprobe (what a script would use for phase 1)", "ffprobe", "-v", "error", "-show_streams", "-show_format", source.Url.ToString());
        await ToolAsync("ffmpeg with its filters, 10 s (for phase 3)", "ffmpeg", "-hide_banner", "-nostats", "-nostdin", "-threads", "1", "-t", "10", "-i", source.Url.ToString(), "-vn", "-af", "ebur128=peak=true:framelog=verbose,silencedetect=n=-40dB:d=2,astats", "-f", "null", "-");
    }

    /// <summary>Many 10 s checks at once, half of them of streams that must be found failing.</summary>
    public static async Task ConcurrentAsync()
    {
        var folder = Directory.CreateTempSubdirectory("platform-bench-").FullName;
        await using var icecast = await IcecastServer.StartAsync(burstBytes: 65_536);
        var expected = new Dictionary<AudioVariant, string> { [AudioVariant.Programme] = "healthy", [AudioVariant.Silence] = "failing" };
        var sources = new List<AudioSource>();
        foreach (var variant in expected.Keys) sources.Add(await icecast.StreamAsync($"/{variant}.mp3", variant));
        foreach (var count in new[] { 50, 150 })
        {
            await using var service = await ServiceUnderTest.StartAsync(Path.Combine(folder, count.ToString(CultureInfo.InvariantCulture)));
            var wanted = new Dictionary<string, string>();
            var before = service.Cpu;
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < count; i++)
            {
                var (variant, state) = expected.ElementAt(i % expected.Count);
                wanted[await service.AddStreamAsync(icecast.UrlOf($"/{variant}.mp3?n={i}"), "every 1h", phase: 3)] = state;
            }

            var states = new Dictionary<string, string>();
            while (states.Count < count && clock.Elapsed < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(500);
                foreach (var id in wanted.Keys.Where(id => !states.ContainsKey(id)))
                {
                    var stream = await service.GetAsync($"/api/v1/streams/{id}");
                    if (stream.GetProperty("status").GetProperty("state").GetString() is { } state && state != "pending") states[id] = state;
                }
            }

            var right = states.Count(s => s.Value == wanted[s.Key]);
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{count} checks at once: {right} right, done after {clock.Elapsed.TotalSeconds:F1} s, {(service.Cpu - before).TotalMilliseconds / count:F0} ms CPU each, service {service.MemoryMib:F0} MiB"));
        }

        foreach (var source in sources) await source.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Lists with 100,000 results in the table.</summary>
    public static async Task ListsAsync()
    {
        var folder = Directory.CreateTempSubdirectory("platform-bench-").FullName;
        await using var icecast = await IcecastServer.StartAsync();
        await using var source = await icecast.StreamAsync("/programme.mp3", AudioVariant.Programme);
        string id;
        await using (var service = await ServiceUnderTest.StartAsync(folder))
        {
            id = await service.AddStreamAsync(source.Url, "every 12h", phase: 1);
            while ((await service.GetAsync($"/api/v1/streams/{id}/results")).GetProperty("items").GetArrayLength() == 0) await Task.Delay(200);
        }

        ResultTable.Fill(Path.Combine(folder, "platform.db"), 100_000);
        await using var full = await ServiceUnderTest.StartAsync(folder);
        await LatencyAsync(full, "results of a stream, first page", _ => Task.FromResult($"/api/v1/streams/{id}/results?limit=50"));
        string? cursor = null;
        await LatencyAsync(full, "results of a stream, page after page", async _ =>
        {
            var path = $"/api/v1/streams/{id}/results?limit=50" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            cursor = (await full.GetAsync(path)).GetProperty("nextCursor").GetString();
            return path;
        });
        await LatencyAsync(full, "list of streams", _ => Task.FromResult("/api/v1/streams?limit=50"));
        await LatencyAsync(full, "history for the chart, 30 days", _ => Task.FromResult($"/api/v1/streams/{id}/history?hours=720"));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CostOfAsync(IcecastServer icecast, int phase, int streams, string schedule, TimeSpan span)
    {
        var folder = Directory.CreateTempSubdirectory("platform-bench-").FullName;
        await using (var service = await ServiceUnderTest.StartAsync(folder))
        {
            var ids = new List<string>();
            for (var i = 0; i < streams; i++) ids.Add(await service.AddStreamAsync(icecast.UrlOf($"/programme.mp3?n={i}"), schedule, phase));
            await Task.Delay(TimeSpan.FromSeconds(20)); // until the code is compiled and every stream was checked once
            var (checks, cpu) = (await CountAsync(service, ids), service.Cpu);
            await Task.Delay(span);
            var (done, spent) = (await CountAsync(service, ids) - checks, service.Cpu - cpu);
            var last = await service.GetAsync($"/api/v1/streams/{ids[0]}/results/latest");
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"phase {phase} check in the running service: {spent.TotalMilliseconds / done:F1} ms CPU all told ({done} checks), last took {last.GetProperty("durationMs").GetDouble():F0} ms, service {service.MemoryMib:F0} MiB"));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<int> CountAsync(ServiceUnderTest service, List<string> ids)
    {
        var count = 0;
        foreach (var id in ids) count += (await service.GetAsync($"/api/v1/streams/{id}/results?limit=200")).GetProperty("items").GetArrayLength();
        return count;
    }

    private static async Task ToolAsync(string name, string tool, params string[] arguments)
    {
        const int Rounds = 5;
        var (cpu, clock) = (CpuTime.OfChildren, Stopwatch.StartNew());
        for (var i = 0; i < Rounds; i++)
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
        }

        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {(CpuTime.OfChildren - cpu).TotalMilliseconds / Rounds:F0} ms CPU, {clock.Elapsed.TotalMilliseconds / Rounds:F0} ms wall"));
    }

    private static async Task LatencyAsync(ServiceUnderTest service, string name, Func<int, Task<string>> path)
    {
        const int Rounds = 300;
        var times = new List<double>();
        for (var i = 0; i < Rounds + 20; i++)
        {
            var next = await path(i);
            var clock = Stopwatch.StartNew();
            await service.GetAsync(next);
            if (i >= 20) times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: median {times[Rounds / 2]:F1} ms, p99 {times[Rounds * 99 / 100]:F1} ms"));
    }

    private static void Print(string name, double value) => System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:F2}"));
}
