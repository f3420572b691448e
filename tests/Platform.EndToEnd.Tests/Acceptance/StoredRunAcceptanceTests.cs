using System.Text.Json;
using Platform.EndToEnd.Tests.Stories;
using Platform.Testing.Servers;

namespace Platform.EndToEnd.Tests.Acceptance;

/// <summary>What the command line leaves in the database, beside a running service that shows it: acceptance cases SC-03 and SC-14.</summary>
public sealed class StoredRunAcceptanceTests : IAsyncLifetime
{
    private PlatformProcess _platform = null!;
    private BadHttpServer _server = null!;
    private ApiClient _api = null!;

    public async Task InitializeAsync()
    {
        _server = await BadHttpServer.StartAsync();
        _platform = await PlatformProcess.StartAsync();
        _api = await ApiClient.CreateAsync(_platform);
    }

    public async Task DisposeAsync()
    {
        _api.Dispose();
        await _platform.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task<JsonElement> CheckAsync(params string[] arguments)
    {
        var run = await CommandLine.RunAsync(_platform, ["check", "--output", "json", .. arguments]);
        Assert.True(run.Code == 0, run.ToString());
        Assert.DoesNotContain("not stored", run.Errors, StringComparison.Ordinal);
        return run.Json;
    }

    private async Task<IReadOnlyList<JsonElement>> StreamsAsync(string identity) =>
        [.. (await _api.AllAsync("/api/v1/streams")).Where(s => s.GetProperty("streamId").GetString() == identity)];

    [Fact]
    public async Task SC_03_Addresses_that_differ_in_case_query_order_and_fragment_are_one_stream()
    {
        var address = _server.UrlOf(BadBehaviour.NotFound).AbsoluteUri;
        var first = await CheckAsync("--phase", "1", "--url", $"{address}?b=2&a=1");
        var second = await CheckAsync("--phase", "1", "--url", $"{address.ToUpperInvariant().Replace("HTTP:", "http:", StringComparison.Ordinal)}?A=1&b=2#now");

        var identity = first.GetProperty("stream_id").GetString()!;
        Assert.Matches("^[0-9a-f]{16}$", identity);
        Assert.Equal(identity, second.GetProperty("stream_id").GetString());
        var stream = Assert.Single(await StreamsAsync(identity));
        Assert.Equal(2, (await _api.AllAsync($"/api/v1/streams/{stream.GetProperty("id").GetString()}/results")).Count);
        Assert.False(stream.GetProperty("enabled").GetBoolean(), "a stream somebody tried once is not watched from then on");
        Assert.Equal(["cli"], stream.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
    }

    [Fact]
    public async Task SC_14_A_run_of_phase_1_is_brought_up_to_phase_4_under_the_same_id()
    {
        var id = Guid.NewGuid().ToString();
        var address = _server.UrlOf(BadBehaviour.Shoutcast).AbsoluteUri;
        var first = await CheckAsync("--phase", "1", "--test-run-id", id, "--url", address);
        foreach (var later in (string[])["player_tests", "audio_analysis", "connection_quality", "ad_detection"]) Assert.Equal(JsonValueKind.Null, first.GetProperty(later).ValueKind);
        var stream = Assert.Single(await StreamsAsync(first.GetProperty("stream_id").GetString()!)).GetProperty("id").GetString();
        var stored = Assert.Single(await _api.AllAsync($"/api/v1/streams/{stream}/results"));
        Assert.Equal((id, 1), (stored.GetProperty("id").GetString(), stored.GetProperty("phase").GetInt32()));

        var second = await CheckAsync("--phase", "4", "--sample-duration", "2", "--monitor-duration", "4", "--test-run-id", id, "--url", address);
        Assert.Equal("ok", second.GetProperty("audio_analysis").GetProperty("status").GetString());
        Assert.Equal("ok", second.GetProperty("ad_detection").GetProperty("status").GetString());
        stored = Assert.Single(await _api.AllAsync($"/api/v1/streams/{stream}/results"));
        Assert.Equal((id, 4), (stored.GetProperty("id").GetString(), stored.GetProperty("phase").GetInt32()));

        // A run that goes less deep does not take away what is known.
        await CheckAsync("--phase", "1", "--test-run-id", id, "--url", address);
        stored = Assert.Single(await _api.AllAsync($"/api/v1/streams/{stream}/results"));
        Assert.Equal(4, stored.GetProperty("phase").GetInt32());
    }

    [Fact]
    public async Task A_stream_the_service_watches_keeps_its_state_when_somebody_tries_it_by_hand()
    {
        var added = await _api.PostAsync("/api/v1/streams", new { url = $"{_platform.Url}/reference/speech.mp3", name = "Watched", schedule = "every 1h", phase = 1 });
        var id = added.GetProperty("id").GetString();
        var before = await _api.UntilAsync($"/api/v1/streams/{id}", s => s.GetProperty("status").GetProperty("state").GetString() == "healthy");
        // Everything is silence below 0 dBFS: this run must be failing.
        var run = await CheckAsync("--phase", "3", "--sample-duration", "3", "--silence-threshold", "0", "--url", $"{_platform.Url}/reference/speech.mp3");

        Assert.Equal("failing", run.GetProperty("verdict").GetProperty("state").GetString());
        var after = await _api.GetAsync($"/api/v1/streams/{id}");
        Assert.Equal("healthy", after.GetProperty("status").GetProperty("state").GetString());
        Assert.Equal(before.GetProperty("status").GetProperty("checkedAt").GetString(), after.GetProperty("status").GetProperty("checkedAt").GetString());
        Assert.Contains(await _api.AllAsync($"/api/v1/streams/{id}/results"), r => r.GetProperty("id").GetString() == run.GetProperty("test_run_id").GetString());
    }
}
