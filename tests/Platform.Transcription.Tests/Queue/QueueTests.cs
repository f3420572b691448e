using System.Net;
using Platform.Kernel.Results;
using Platform.Speech;
using Platform.Transcription.Queue;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Queue;

/// <summary>What the queue does with a transcription between its beginning and its end.</summary>
public sealed class QueueTests
{
    [Fact]
    public async Task A_paused_transcription_goes_on_where_it_was()
    {
        var engine = new ScriptedEngine();
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        var id = await SendAsync(app);
        engine.Allow(2);
        await app.UntilAsync(id, i => i.GetProperty("segmentCount").GetInt32() == 2, "two segments");

        using var paused = await app.PostAsync($"/api/v1/transcriptions/{id}:pause");
        Assert.Equal(HttpStatusCode.OK, paused.StatusCode);
        Assert.Equal("paused", (await app.ItemAsync(id)).GetProperty("state").GetString());
        using var again = await app.PostAsync($"/api/v1/transcriptions/{id}:pause");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        engine.Allow();
        using var resumed = await app.PostAsync($"/api/v1/transcriptions/{id}:resume");
        await app.UntilAsync(id, "completed");
        Assert.Equal([TimeSpan.Zero, 2 * ScriptedEngine.Step], engine.Starts);
        Assert.Equal(Enumerable.Range(0, 6).Select(n => $"word {n}"), await TextsAsync(app, id));
        var attempts = (await app.GetJsonAsync($"/api/v1/transcriptions/{id}/attempts")).EnumerateArray().Select(a => a.GetProperty("outcome").GetString());
        Assert.Equal(["stopped", "completed"], attempts);
    }

    [Fact]
    public async Task A_failed_transcription_is_tried_again_from_where_it_failed_or_from_the_start()
    {
        var engine = new ScriptedEngine { Failure = null };
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        var id = await SendAsync(app);
        engine.Allow(3);
        await app.UntilAsync(id, i => i.GetProperty("segmentCount").GetInt32() == 3, "three segments");
        engine.Failure = Error.Unavailable("speech.engine_crashed", "The engine crashed.");
        engine.Allow(1);
        var failed = await app.UntilAsync(id, "failed");
        Assert.Equal(("speech.engine_crashed", "The engine crashed."), (failed.GetProperty("errorCode").GetString(), failed.GetProperty("error").GetString()));

        engine.Allow();
        using var retried = await app.PostAsync($"/api/v1/transcriptions/{id}:retry");
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        await app.UntilAsync(id, "completed");
        Assert.Equal(3 * ScriptedEngine.Step, engine.Starts[1]);
        Assert.Equal(6, (await TextsAsync(app, id)).Count);

        using var anew = await app.PostAsync($"/api/v1/transcriptions/{id}:retry?fromStart=true");
        Assert.Equal(HttpStatusCode.Accepted, anew.StatusCode);
        await app.UntilAsync(id, i => i.GetProperty("textVersion").GetInt32() == 2, "a second text");
        Assert.Equal(TimeSpan.Zero, engine.Starts[2]);
        Assert.Equal(Enumerable.Range(0, 6).Select(n => $"word {n}"), await TextsAsync(app, id));
    }

    [Fact]
    public async Task A_failed_attempt_says_what_the_sound_was()
    {
        var engine = new ScriptedEngine { Listens = true, Failure = Error.Unavailable("speech.engine_crashed", "The engine crashed.") };
        engine.Allow();
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        var id = await SendAsync(app);
        await app.UntilAsync(id, "failed");
        var attempt = (await app.GetJsonAsync($"/api/v1/transcriptions/{id}/attempts"))[0];
        Assert.Equal("failed", attempt.GetProperty("outcome").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Number, attempt.GetProperty("snrBeforeDb").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Number, attempt.GetProperty("snrAfterDb").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Number, attempt.GetProperty("preparationSeconds").ValueKind);
    }

    [Fact]
    public async Task What_waits_for_an_engine_says_so_and_is_done_once_it_is_there()
    {
        var engine = new ScriptedEngine { State = EngineState.Missing("The server does not answer.", "Start it.") };
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        var id = await SendAsync(app);
        var waiting = await app.UntilAsync(id, i => i.GetProperty("attempts").GetInt32() == 1 && i.GetProperty("state").GetString() == "queued", "waiting");
        Assert.Contains("The server does not answer", waiting.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("Tried again in", waiting.GetProperty("reason").GetString(), StringComparison.Ordinal);

        engine.State = EngineState.Good("Ready.");
        engine.Allow();
        await app.UntilAsync(id, "completed");
    }

    [Fact]
    public async Task A_node_that_takes_no_speech_work_says_so()
    {
        await using var app = await TranscriptionApp.StartAsync(settings: new() { ["Scheduling:Lanes:Speech"] = "0" }, engine: new ScriptedEngine());
        var item = await app.ItemAsync(await SendAsync(app));
        Assert.Equal(("queued", "This node takes no speech work, and there is no other: set Scheduling:Lanes:Speech above 0."), (item.GetProperty("state").GetString(), item.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_full_lane_says_how_many_come_before_and_priority_goes_first()
    {
        var engine = new ScriptedEngine { Steps = 1 };
        await using var app = await TranscriptionApp.StartAsync(settings: new() { ["Scheduling:Lanes:Speech"] = "1" }, engine: engine);
        var first = await SendAsync(app);
        await app.UntilAsync(first, "running");
        var second = await SendAsync(app);
        var third = await SendAsync(app);
        Assert.Equal("The speech lane of this node is full (1 at once). 1 before it.", (await app.ItemAsync(third)).GetProperty("reason").GetString());

        using var sooner = await app.PostAsync($"/api/v1/transcriptions/{third}:prioritize", new { priority = 10 });
        Assert.Equal(0, (await app.ItemAsync(third)).GetProperty("position").GetInt32());
        engine.Allow(1);
        await app.UntilAsync(first, "completed");
        await app.UntilAsync(third, "running");
        Assert.Equal("queued", (await app.ItemAsync(second)).GetProperty("state").GetString());
        engine.Allow();
        await app.UntilAsync(second, "completed");
    }

    [Fact]
    public async Task A_cancelled_run_stops_and_what_it_says_afterwards_counts_for_nothing()
    {
        var engine = new ScriptedEngine();
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        var id = await SendAsync(app);
        engine.Allow(1);
        await app.UntilAsync(id, i => i.GetProperty("segmentCount").GetInt32() == 1, "one segment");
        using var cancelled = await app.PostAsync($"/api/v1/transcriptions/{id}:cancel");
        engine.Allow();
        await WaitAsync(() => app.Get<RunningItems>().Count == 0);
        var item = await app.ItemAsync(id);
        Assert.Equal(("cancelled", 1), (item.GetProperty("state").GetString(), item.GetProperty("segmentCount").GetInt32()));
    }

    [Fact]
    public async Task A_deleted_transcription_is_gone_and_can_be_restored()
    {
        var engine = new ScriptedEngine();
        engine.Allow();
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        var id = await SendAsync(app);
        await app.UntilAsync(id, "completed");
        using var deleted = await app.Client.DeleteAsync(new Uri($"/api/v1/transcriptions/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var missing = await app.Client.GetAsync(new Uri($"/api/v1/transcriptions/{id}/transcript", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var restored = await app.PostAsync($"/api/v1/transcriptions/{id}:restore");
        Assert.Equal(HttpStatusCode.OK, restored.StatusCode);
        Assert.Equal(6, (await TextsAsync(app, id)).Count);
    }

    [Fact]
    public async Task A_service_that_stops_gives_its_work_back_and_goes_on_with_it_after_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("platform-transcription-").FullName;
        var engine = new ScriptedEngine();
        string id;
        await using (var app = await TranscriptionApp.StartAsync(folder: folder, engine: engine))
        {
            id = await SendAsync(app);
            engine.Allow(2);
            await app.UntilAsync(id, i => i.GetProperty("segmentCount").GetInt32() == 2, "two segments");
        }

        var next = new ScriptedEngine();
        next.Allow();
        await using (var app = await TranscriptionApp.StartAsync(folder: folder, engine: next))
        {
            await app.UntilAsync(id, "completed");
            Assert.Equal([2 * ScriptedEngine.Step], next.Starts);
            Assert.Equal(Enumerable.Range(0, 6).Select(n => $"word {n}"), await TextsAsync(app, id));
            var attempts = (await app.GetJsonAsync($"/api/v1/transcriptions/{id}/attempts")).EnumerateArray().Select(a => a.GetProperty("outcome").GetString());
            Assert.Equal(["parked", "completed"], attempts);
        }

        Directory.Delete(folder, recursive: true);
    }

    internal static async Task<string> SendAsync(TranscriptionApp app, params (string Name, string Value)[] fields) =>
        (await app.SubmitAsync(await Spoken.ShortAsync(), fields)).GetProperty("id").GetString()!;

    internal static async Task<List<string?>> TextsAsync(TranscriptionApp app, string id) =>
        [.. (await app.GetJsonAsync($"/api/v1/transcriptions/{id}/transcript")).GetProperty("segments").EnumerateArray().Select(s => s.GetProperty("text").GetString())];

    internal static Task WaitAsync(Func<bool> condition) => WaitAsync(() => Task.FromResult(condition()));

    internal static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            Assert.False(patience.IsCancellationRequested);
            await Task.Delay(20);
        }
    }
}
