using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.Kernel.Live;
using Platform.StreamHealth.Contracts;
using Platform.Testing;
using Platform.Testing.Audio;
using Platform.Testing.Servers;

namespace Platform.StreamHealth.Tests.Monitoring;

public sealed class CheckFlowOnSqlite : CheckFlowTests
{
    protected override Task<MonitorApp> StartAsync() => MonitorApp.StartAsync();
}

[Collection(PostgresTests.Name)]
public sealed class CheckFlowOnPostgres(PostgresServer server) : CheckFlowTests
{
    protected override async Task<MonitorApp> StartAsync() => await MonitorApp.StartAsync(await server.CreateDatabaseAsync());
}

/// <summary>From the definition to the result: a real icecast2, the real scheduler, the real probe.</summary>
public abstract class CheckFlowTests : OnBothDatabases
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_new_stream_is_checked_at_once_and_its_result_explained()
    {
        // A small burst: a title belongs to a place in the audio, and a listener begins a burst before it.
        await using var icecast = await IcecastServer.StartAsync(burstBytes: 16_000);
        var source = await icecast.StreamAsync("/live.mp3", AudioVariant.Programme);
        await source.SetTitleAsync("Artist - Song");
        var stream = await AddAsync(source.Url, 5);

        var result = await ResultAsync(stream.Id);
        Assert.Equal((StreamState.Healthy, 200, "MP3", "Artist - Song"), (result.State, result.HttpStatus!.Value, result.Codec, result.Title));
        Assert.InRange(result.Lufs!.Value, -30, -10);
        var report = await App.Client.GetStringAsync($"/api/v1/streams/{stream.Id}/results/{result.Id}/report");
        Assert.Contains(result.Id.ToString(), report, StringComparison.Ordinal);
        var history = (await App.Client.GetFromJsonAsync<HistoryPoint[]>($"/api/v1/streams/{stream.Id}/history", ApiJson.Options))!;
        Assert.Equal(result.Score, Assert.Single(history).Score);
    }

    [Fact]
    public async Task A_silent_stream_fails_with_a_reason_and_check_now_checks_again()
    {
        await using var icecast = await IcecastServer.StartAsync();
        var source = await icecast.StreamAsync("/silent.mp3", AudioVariant.Silence);
        var stream = await AddAsync(source.Url, 3);
        var first = await ResultAsync(stream.Id);
        Assert.Equal(StreamState.Failing, first.State);
        Assert.NotNull(first.Reason);

        using var asked = await App.Client.PostAsync($"/api/v1/streams/{stream.Id}:check", null);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, asked.StatusCode);
        var second = await ResultAsync(stream.Id, after: first.Id);
        Assert.NotEqual(first.Id, second.Id);
        var view = (await App.Client.GetFromJsonAsync<StreamView>($"/api/v1/streams/{stream.Id}", ApiJson.Options))!;
        Assert.Equal((2L, first.StartedAt), (view.Status.Checks, view.Status.Since!.Value));
    }

    [Fact]
    public async Task Of_the_example_streams_the_healthy_one_is_healthy_and_the_others_say_what_is_wrong()
    {
        using var answer = await App.Client.PostAsync("/api/v1/streams/examples:add", null);
        var examples = (await answer.Content.ReadFromJsonAsync<StreamView[]>(ApiJson.Options))!;
        foreach (var (name, state, finding) in new[]
        {
            ("speech", StreamState.Healthy, null), ("gaps", StreamState.Degraded, "audio.gaps"),
            ("silence", StreamState.Failing, "audio.silent"), ("clipped", StreamState.Degraded, "audio.clipping"),
        })
        {
            var stream = Assert.Single(examples, s => s.Url.EndsWith($"/reference/{name}.mp3", StringComparison.Ordinal));
            var result = await ResultAsync(stream.Id);
            Assert.True(state == result.State, $"{name} is {result.State}: {result.Reason}");
            if (finding is not null) Assert.Contains(finding, result.Findings);
        }
    }

    [Fact]
    public async Task A_stream_that_is_not_what_its_definition_expects_is_degraded()
    {
        await using var icecast = await IcecastServer.StartAsync();
        var source = await icecast.StreamAsync("/live.mp3", AudioVariant.Programme);
        var stream = await App.AddAsync(new StreamInput
        {
            Url = source.Url.ToString(),
            Schedule = Never,
            Phase = 1,
            Thresholds = new StreamThresholds { ExpectedCodec = "aac", ExpectedBitrateKbps = 32 },
        });
        var result = await ResultAsync(stream.Id);
        Assert.Equal(StreamState.Degraded, result.State);
        Assert.Contains("stream.codec_unexpected", result.Findings);
        Assert.Contains("stream.bitrate_unexpected", result.Findings);
        Assert.Null(result.Lufs);
    }

    [Fact]
    public async Task Those_who_watch_are_told_when_a_check_begins_and_when_it_is_stored()
    {
        using var late = new CancellationTokenSource(Patience);
        var topics = new List<string>();
        var listening = ListenAsync();
        var stream = await AddAsync(new Uri("http://127.0.0.1:8/nobody.mp3"), 3);
        await listening;
        Assert.Equal(["stream.checking", "stream.checked"], topics.Where(t => t.StartsWith("stream.check", StringComparison.Ordinal)));
        Assert.Equal(StreamState.Failing, (await ResultAsync(stream.Id)).State);

        async Task ListenAsync()
        {
            await foreach (var e in Get<LiveEvents>().ListenAsync(late.Token))
            {
                topics.Add(e.Topic);
                if (e.Topic == "stream.checked") return;
            }
        }
    }

    private Task<StreamView> AddAsync(Uri url, int seconds) => App.AddAsync(new StreamInput { Url = url.ToString(), Schedule = Never, SampleSeconds = seconds, RetrySeconds = 0 });

    private async Task<ResultView> ResultAsync(Guid stream, Guid? after = null)
    {
        for (var deadline = TimeProvider.System.GetUtcNow() + Patience; TimeProvider.System.GetUtcNow() < deadline; await Task.Delay(100))
        {
            using var answer = await App.Client.GetAsync($"/api/v1/streams/{stream}/results/latest");
            if (!answer.IsSuccessStatusCode) continue;
            var result = (await answer.Content.ReadFromJsonAsync<ResultView>(ApiJson.Options))!;
            if (result.Id != after) return result;
        }

        var state = await App.QueryAsync(db => db.Streams.AsNoTracking().SingleAsync(s => s.Id == stream));
        throw new TimeoutException($"No result within {Patience}: {state.Checks} checks so far.");
    }
}
