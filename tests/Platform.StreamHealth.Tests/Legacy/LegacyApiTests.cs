using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.StreamHealth.Tests.Monitoring;

namespace Platform.StreamHealth.Tests.Legacy;

/// <summary>What scripts written for stream_checker's API rely on.</summary>
public sealed class LegacyApiTests
{
    private const string Url = "http://127.0.0.1:8/old.mp3";

    [Fact]
    public async Task The_eleventh_check_within_an_hour_is_refused_and_logged()
    {
        await using var app = await MonitorApp.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            using var taken = await CheckAsync(app);
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }

        using var refused = await CheckAsync(app);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 50, 60.1);
        Assert.Equal("requests.too_many", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());

        var history = await HistoryAsync(app);
        Assert.Equal((11, 429), (history.Count, history[0].GetProperty("response_status").GetInt32()));
        var stats = await app.Client.GetFromJsonAsync<JsonElement>("/api/requests/stats?ip=127.0.0.1&minutes=5");
        Assert.Equal((11, 11, 1), (stats.GetProperty("total_requests").GetInt32(), stats.GetProperty("requests_from_address").GetInt32(), stats.GetProperty("unique_addresses_last_24_hours").GetInt32()));
        stats = await app.Client.GetFromJsonAsync<JsonElement>("/api/requests/stats?ip=192.0.2.1");
        Assert.Equal(0, stats.GetProperty("requests_from_address").GetInt32());
        foreach (var wrong in (string[])["ip=x", "minutes=0", "minutes=1441"])
        {
            using var answer = await app.Client.GetAsync($"/api/requests/stats?{wrong}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_history_names_the_run_that_a_call_led_to()
    {
        await using var app = await MonitorApp.StartAsync(settings: new() { ["StreamHealth:Legacy:ShortenAddresses"] = "false" });
        using var asked = await CheckAsync(app);
        var answer = await asked.Content.ReadFromJsonAsync<JsonElement>();
        for (var until = TimeProvider.System.GetUtcNow().AddMinutes(2); ; await Task.Delay(50))
        {
            var only = Assert.Single(await HistoryAsync(app));
            Assert.Equal(("127.0.0.1", answer.GetProperty("stream_id").GetString()), (only.GetProperty("ip_address").GetString(), only.GetProperty("stream_id").GetString()));
            if (only.TryGetProperty("test_run_id", out var run) && run.ValueKind == JsonValueKind.String)
            {
                var result = await app.Client.GetFromJsonAsync<JsonElement>(answer.GetProperty("result_url").GetString());
                Assert.Equal(result.GetProperty("id").GetString(), run.GetString());
                return;
            }

            Assert.True(TimeProvider.System.GetUtcNow() < until, "the stream was never checked");
        }
    }

    [Fact]
    public async Task The_limit_can_be_lifted()
    {
        await using var app = await MonitorApp.StartAsync(settings: new() { ["StreamHealth:Legacy:ChecksPerHour"] = "0" });
        for (var i = 0; i < 12; i++)
        {
            using var taken = await CheckAsync(app);
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }
    }

    private static Task<HttpResponseMessage> CheckAsync(MonitorApp app) => app.Client.PostAsync("/api/streams/check", JsonContent.Create(new { url = Url }));

    private static async Task<List<JsonElement>> HistoryAsync(MonitorApp app) => [.. (await app.Client.GetFromJsonAsync<JsonElement>("/api/requests/history")).EnumerateArray()];
}
