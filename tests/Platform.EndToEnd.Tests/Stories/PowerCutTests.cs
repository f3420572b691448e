using System.Text.Json;

namespace Platform.EndToEnd.Tests.Stories;

/// <summary>Five times the power goes while checks run: what was shown is kept, nothing hangs, nothing happens twice.</summary>
public sealed class PowerCutTests
{
    private const int Cuts = 5;
    private const int Streams = 8;
    private const string NothingListens = "http://127.0.0.1:8009/";

    [Fact]
    public async Task Kills_during_checks_lose_nothing_leave_nothing_stuck_and_double_nothing()
    {
        // A slow receiver and few attempts' patience, so that cuts fall between writing, sending and settling a message.
        using var receiver = new WebhookReceiver(TimeSpan.FromMilliseconds(700));
        await using var platform = await PlatformProcess.StartAsync(environment: new Dictionary<string, string>
        {
            ["PLATFORM__UrlGuard__AllowedNetworks"] = "127.0.0.0/8",
            ["PLATFORM__StreamHealth__Alerts__TimeoutSeconds"] = "5",
        });
        using var api = await ApiClient.CreateAsync(platform);
        var channel = await api.PostAsync("/api/v1/alerts/channels", new { name = "Hook", kind = "webhook", values = new { url = receiver.Url, secret = "a secret of some length" }, perMinute = 600 });
        await api.PostAsync("/api/v1/alerts/policies", new { name = "All", steps = new[] { new { afterMinutes = 0, channels = new[] { channel.GetProperty("id").GetString() } } } });
        var ids = new List<string>();
        for (var i = 0; i < Streams; i++)
        {
            // Half connect only, half listen, so that both lanes are busy whenever the cut comes.
            var stream = await api.PostAsync("/api/v1/streams", new
            {
                url = $"{platform.Url}/reference/speech.mp3?listener={i}",
                name = $"Stream {i}",
                schedule = "every 5s",
                phase = i % 2 == 0 ? 1 : 3,
                sampleSeconds = 2,
            });
            ids.Add(stream.GetProperty("id").GetString()!);
        }

        var seen = new HashSet<string>();
        var random = new Random(20);
        for (var cut = 0; cut < Cuts; cut++)
        {
            // Every other cut waits for a result first, so that on a slow machine too there is something to lose.
            if (cut % 2 == 0) await SeeAnotherAsync(api, ids, seen);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 2500)));
            await SeeAsync(api, ids, seen);
            for (var i = 0; i < 3; i++)
                await api.PostAsync("/api/v1/streams", new { url = $"{NothingListens}{cut}/{i}", name = $"Dead {cut} {i}", schedule = "every 10s", phase = 1, failuresToDown = 1 });
            if (cut % 3 > 0) await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 1500)));
            await platform.KillAsync();
            await platform.StartAgainAsync();
        }

        var after = TimeProvider.System.GetUtcNow();
        foreach (var id in ids)
        {
            await api.UntilAsync($"/api/v1/streams/{id}/results?limit=1", page => page.GetProperty("items").EnumerateArray().Any(r => StartedAt(r) > after), TimeSpan.FromSeconds(90));
        }

        var results = new List<CheckTime>();
        foreach (var id in ids)
        {
            var own = await ResultsAsync(api, id);
            results.AddRange(own);
            var inOrder = own.OrderBy(r => r.Started).ToArray();
            var overlaps = inOrder.Zip(inOrder.Skip(1)).Where(pair => pair.Second.Started < pair.First.Ended);
            Assert.True(!overlaps.Any(), $"two checks of one stream at once: {string.Join("; ", overlaps)}");
        }

        Assert.True(seen.Count >= Cuts / 2, $"only {seen.Count} results were seen before the cuts; the test shows nothing");
        Assert.Empty(seen.Except(results.Select(r => r.Id)));
        Assert.Equal(results.Count, results.DistinctBy(r => r.Id).Count());
        await SeeDeliveriesAsync(api, receiver);
    }

    // Every dead stream is told of once, whichever moment the cut came at; what a cut left half sent comes again with its id.
    private static async Task SeeDeliveriesAsync(ApiClient api, WebhookReceiver receiver)
    {
        const int Dead = Cuts * 3;
        await api.UntilAsync("/api/v1/alerts/deliveries?limit=500", page => page.GetProperty("items").EnumerateArray().Count(d => d.GetProperty("state").GetString() == "sent") >= Dead, TimeSpan.FromMinutes(4));
        var deliveries = await api.AllAsync("/api/v1/alerts/deliveries?limit=500");
        Assert.All(deliveries, d => Assert.Equal(("down", "sent"), (d.GetProperty("event").GetString(), d.GetProperty("state").GetString())));
        Assert.Equal(Dead, deliveries.Select(d => d.GetProperty("streamId").GetString()).Distinct().Count());
        Assert.Equal(Dead, deliveries.Count);
        Assert.Equal(deliveries.Select(d => d.GetProperty("id").GetString()!).Order(StringComparer.Ordinal), receiver.Arrived.Select(a => a.Id).Distinct().Order(StringComparer.Ordinal));
    }

    private static async Task SeeAnotherAsync(ApiClient api, IReadOnlyList<string> ids, HashSet<string> seen)
    {
        var before = seen.Count;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (seen.Count == before)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
            await SeeAsync(api, ids, seen);
        }
    }

    private static async Task SeeAsync(ApiClient api, IReadOnlyList<string> ids, HashSet<string> seen)
    {
        foreach (var id in ids) seen.UnionWith((await ResultsAsync(api, id)).Select(r => r.Id));
    }

    private static async Task<IReadOnlyList<CheckTime>> ResultsAsync(ApiClient api, string id) =>
        [.. (await api.AllAsync($"/api/v1/streams/{id}/results?limit=100")).Select(r => new CheckTime(
            r.GetProperty("id").GetString()!, StartedAt(r), StartedAt(r).AddMilliseconds(r.GetProperty("durationMs").GetDouble())))];

    private static DateTimeOffset StartedAt(JsonElement result) => result.GetProperty("startedAt").GetDateTimeOffset();

    private sealed record CheckTime(string Id, DateTimeOffset Started, DateTimeOffset Ended);
}
