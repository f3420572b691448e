using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Platform.Benchmarks.Service;

namespace Platform.Benchmarks.Year;

/// <summary>The latency of the module's pages and calls.</summary>
internal static class YearPages
{
    private const int Rounds = 30;
    private const double LimitMs = 300;

    public static async Task MeasureAsync(ServiceUnderTest service)
    {
        var streams = (await service.GetAsync("/api/v1/streams?limit=50&sort=name")).GetProperty("items");
        var id = streams[7].GetProperty("id").GetString();
        var result = streams[7].GetProperty("status").GetProperty("resultId").GetString();
        var year = TimeProvider.System.GetUtcNow().AddDays(-364).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await AddStatusPageAsync(service, streams.EnumerateArray().Take(20).Select(s => s.GetProperty("id").GetString()!));
        string[] paths =
        [
            "/", "/streams", "/streams?sort=state", "/streams?search=station", $"/streams/{id}", $"/streams/{id}/results/{result}",
            "/api/v1/streams?limit=50", "/api/v1/streams/counts", $"/api/v1/streams/{id}", $"/api/v1/streams/{id}/results?limit=50",
            $"/api/v1/streams/{id}/results?state=failing&limit=50", $"/api/v1/streams/{id}/history?hours=24", $"/api/v1/streams/{id}/history?hours=168",
            $"/api/v1/streams/{id}/history?hours=720", $"/api/v1/streams/{id}/history?hours=2160", $"/api/v1/streams/{id}/history?hours=8760",
            $"/api/v1/streams/{id}/uptime", "/api/v1/streams/uptime?limit=100", $"/api/v1/streams/{id}/periods?by=hour", $"/api/v1/streams/{id}/periods?by=day",
            $"/api/v1/streams/{id}/titles", $"/api/v1/streams/{id}/titles?search=the+x", $"/api/v1/streams/{id}/titles.csv", "/metrics",
            $"/streams/{id}?tab=history", $"/streams/{id}?tab=titles", $"/streams/{id}?tab=checks", "/uptime", "/api/v1/reports/sla", $"/api/v1/reports/sla?from={year}",
            "/status-pages", "/status/year", "/incidents", "/maintenance", "/alerts", "/alerts/channels", "/alerts/deliveries", "/streams/groups",
            $"/streams/{id}/edit", "/streams/import", "/tasks", "/modules", "/health", "/settings", "/users", "/api-keys",
            "/api/v1/incidents?limit=50", "/api/v1/alerts/deliveries?limit=50",
        ];
        var slow = 0;
        foreach (var path in paths) slow += await MeasureAsync(service, path.Replace(id!, "{id}", StringComparison.Ordinal), path) ? 1 : 0;
        System.Console.WriteLine($"{paths.Length} pages and calls, {slow} slower than {LimitMs} ms");
    }

    private static async Task AddStatusPageAsync(ServiceUnderTest service, IEnumerable<string> streams)
    {
        var page = new { slug = "year", title = "A year", items = streams.Select(streamId => new { streamId }) };
        using var answer = await service.Api.PostAsJsonAsync("/api/v1/status-pages", page);
        if (answer.StatusCode != HttpStatusCode.Conflict) answer.EnsureSuccessStatusCode();
    }

    private static async Task<bool> MeasureAsync(ServiceUnderTest service, string name, string path)
    {
        var times = new List<double>();
        var bytes = 0;
        for (var i = 0; i < Rounds + 3; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await service.Api.GetAsync(new Uri(path, UriKind.Relative));
            bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {answer.StatusCode}");
            if (i >= 3) times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: median {times[Rounds / 2]:F1} ms, slowest {times[^1]:F1} ms, {bytes / 1024.0:F0} KiB"));
        return times[^1] > LimitMs;
    }
}
