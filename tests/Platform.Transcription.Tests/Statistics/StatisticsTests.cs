using Platform.Kernel.Results;
using Platform.Transcription.Tests.Support;

namespace Platform.Transcription.Tests.Statistics;

public sealed class StatisticsTests
{
    [Fact]
    public async Task What_ended_is_added_up_by_day_preset_and_engine_and_outlives_the_transcription()
    {
        using var tools = new Tools();
        var file = tools.PathOf("a.wav");
        await tools.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=60:r=16000", file);
        var engine = new ScriptedEngine();
        await using var app = await TranscriptionApp.StartAsync(engine: engine);
        engine.Allow();
        var done = (await app.SubmitAsync(file)).GetProperty("id").GetString()!;
        await app.UntilAsync(done, "completed");
        engine.Failure = Error.Invalid("speech.model_invalid", "It broke.");
        var failed = (await app.SubmitAsync(file)).GetProperty("id").GetString()!;
        await app.UntilAsync(failed, "failed");
        using (await app.Client.DeleteAsync(new Uri($"/api/v1/transcriptions/{done}", UriKind.Relative))) { }

        foreach (var by in (string[])["day", "preset", "engine", "model", "language", "source"])
        {
            var view = await app.GetJsonAsync($"/api/v1/transcription/statistics?by={by}");
            Assert.Equal((2, 1), (view.GetProperty("total").GetProperty("files").GetInt32(), view.GetProperty("total").GetProperty("failed").GetInt32()));
            Assert.Equal(60, view.GetProperty("total").GetProperty("audioSeconds").GetDouble(), 1);
            Assert.True(view.GetProperty("total").GetProperty("timesRealTime").GetDouble() > 0);
        }

        var presets = (await app.GetJsonAsync("/api/v1/transcription/statistics?by=preset")).GetProperty("rows");
        Assert.Equal("auto", presets[0].GetProperty("key").GetString());
        Assert.Equal(0, (await app.GetJsonAsync("/api/v1/transcription/statistics?engine=whisper")).GetProperty("rows").GetArrayLength());
        Assert.Equal(0, (await app.GetJsonAsync("/api/v1/transcription/statistics?from=2001-01-01&to=2001-12-31")).GetProperty("total").GetProperty("files").GetInt32());

        var first = await app.GetJsonAsync("/api/v1/transcription/statistics/files?limit=1");
        Assert.Equal((failed, false, "speech.model_invalid"), (first.GetProperty("items")[0].GetProperty("itemId").GetString(), first.GetProperty("items")[0].GetProperty("completed").GetBoolean(), first.GetProperty("items")[0].GetProperty("errorCode").GetString()));
        var second = await app.GetJsonAsync($"/api/v1/transcription/statistics/files?limit=1&cursor={first.GetProperty("nextCursor").GetString()}");
        Assert.Equal(done, second.GetProperty("items")[0].GetProperty("itemId").GetString());
        Assert.Equal(6, second.GetProperty("items")[0].GetProperty("segments").GetInt32());

        foreach (var wrong in (string[])["by=colour", "from=yesterday", "to=2026-13-01"])
        {
            using var answer = await app.Client.GetAsync(new Uri($"/api/v1/transcription/statistics?{wrong}", UriKind.Relative));
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }
}
