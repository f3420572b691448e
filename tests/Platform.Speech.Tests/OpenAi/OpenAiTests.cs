using Microsoft.AspNetCore.Http;
using Platform.Kernel.Results;
using Platform.Speech.OpenAi;
using Platform.Speech.Tests.Words;
using Platform.Speech.Translation;

namespace Platform.Speech.Tests.OpenAi;

/// <summary>The official client library against a loopback server that speaks the protocol and does the work.</summary>
public sealed class OpenAiTests
{
    private const string Sentence = "The market closed higher today after a week of heavy losses.";

    [Fact]
    public async Task Words_go_there_and_come_back_with_times()
    {
        await using var server = await LoopbackServer.StartAsync();
        await using var floor = FloorAt(server);
        var speech = (await SpokenFile.SpeakAsync(floor.Flite, new SpeakRequest(Sentence))).ToSamples();
        float[] audio = [.. new float[16_000 * 20], .. speech, .. new float[16_000 * 20]];
        var transcript = await TranscribeAsync(floor, audio, new SpeechToTextRequest { WordTimes = true, Prompt = "Markets." });

        Assert.True(transcript.Ok, transcript.Error?.Message);
        Assert.InRange(Wer.Of(Sentence, transcript.Value.Text), 0, 0.3);
        Assert.Equal("en", transcript.Value.Language);
        Assert.InRange(transcript.Value.Segments[0].Start.TotalSeconds, 19.5, 20.8);
        Assert.Equal(transcript.Value.Text.Split([' ', '\n']), transcript.Value.Segments.SelectMany(s => s.Words).Select(w => w.Text));

        // Silence is not sent.
        var request = Assert.Single(server.Requests);
        Assert.InRange(int.Parse(request["bytes"], System.Globalization.CultureInfo.InvariantCulture), speech.Length, (speech.Length * 2) + 40_000);
        Assert.Equal(("whisper-1", "verbose_json", "Markets."), (request["model"], request["response_format"], request["prompt"]));
    }

    [Fact]
    public async Task Translation_goes_to_its_own_address()
    {
        await using var server = await LoopbackServer.StartAsync();
        await using var floor = FloorAt(server);
        var speech = (await SpokenFile.SpeakAsync(floor.Flite, new SpeakRequest(Sentence))).ToSamples();
        var transcript = await TranscribeAsync(floor, speech, new SpeechToTextRequest { Task = SpeechTask.TranslateToEnglish });
        Assert.True(transcript.Ok, transcript.Error?.Message);
        Assert.DoesNotContain("language", server.Requests.Single().Keys);
    }

    [Fact]
    public async Task Its_voice_is_heard()
    {
        await using var server = await LoopbackServer.StartAsync();
        await using var floor = FloorAt(server);
        var spoken = await SpokenFile.SpeakAsync(new OpenAiTextToSpeech(floor.Server), new SpeakRequest(Sentence) { Voice = "nova", Speed = 1.5 });
        Assert.InRange(spoken.Seconds, 1, 10);
        Assert.Equal(("tts-1", "nova", "wav", "1.5"), (server.Requests[0]["model"], server.Requests[0]["voice"], server.Requests[0]["response_format"], server.Requests[0]["speed"]));
    }

    [Fact]
    public async Task A_chat_model_translates()
    {
        await using var server = await LoopbackServer.StartAsync();
        await using var floor = FloorAt(server);
        floor.OpenAiOptions.CurrentValue.ChatModel = "translator";
        var translated = await new OpenAiTranslator(floor.Server).TranslateAsync(new TranslateRequest("the house\nis big", "en", "es"), CancellationToken.None);
        Assert.Equal("the casa\nis big", translated.Value);
        Assert.Contains("from English to Spanish", server.Requests[0]["system"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_is_told_apart()
    {
        await using var server = await LoopbackServer.StartAsync();
        await using var floor = FloorAt(server);
        async Task<Error?> AfterAsync(Func<HttpContext, Task>? trouble)
        {
            if (trouble is not null) server.Trouble.Enqueue(trouble);
            var tone = new float[16_000];
            for (var i = 0; i < tone.Length; i++) tone[i] = MathF.Sin(i * 0.2f) * 0.3f;
            return (await TranscribeAsync(floor, tone, new SpeechToTextRequest { Music = true })).Error;
        }

        Assert.Equal("speech.server_busy", (await AfterAsync(c => LoopbackServer.FailAsync(c, 429, "Slow down.", "rate_limit")))?.Code);
        var page = await AfterAsync(c => { c.Response.StatusCode = 502; return c.Response.WriteAsync("<html>Bad gateway</html>"); });
        Assert.Equal("speech.server_failed", page?.Code);
        Assert.Contains("502", page!.Message, StringComparison.Ordinal);
        Assert.Equal("speech.server_failed", (await AfterAsync(c => c.Response.WriteAsync("<html>A proxy's welcome</html>")))?.Code);
        Assert.Equal("speech.server_unreachable", (await AfterAsync(c => { c.Abort(); return Task.CompletedTask; }))?.Code);
        floor.OpenAiOptions.CurrentValue.TimeoutSeconds = 1;
        Assert.Equal("speech.server_timeout", (await AfterAsync(c => Task.Delay(Timeout.Infinite, c.RequestAborted)))?.Code);
        floor.OpenAiOptions.CurrentValue.TimeoutSeconds = 60;
        floor.OpenAiOptions.CurrentValue.ApiKey = "wrong";
        var key = await AfterAsync(null);
        Assert.Equal("speech.server_key", key?.Code);
        Assert.DoesNotContain("wrong", key!.Message, StringComparison.Ordinal);
        floor.OpenAiOptions.CurrentValue.BaseUrl = "http://127.0.0.1:9/v1";
        Assert.Equal("speech.server_unreachable", (await AfterAsync(null))?.Code);
        floor.OpenAiOptions.CurrentValue.BaseUrl = "";
        Assert.Equal("speech.engine_missing", (await AfterAsync(null))?.Code);
    }

    [Fact]
    public async Task A_moment_of_trouble_is_got_over_and_a_redirect_is_not_followed()
    {
        await using var server = await LoopbackServer.StartAsync();
        await using var floor = FloorAt(server);
        floor.OpenAiOptions.CurrentValue.Retries = 2;
        server.Trouble.Enqueue(c => { c.Response.Headers["retry-after-ms"] = "10"; return LoopbackServer.FailAsync(c, 503, "Starting.", "unavailable"); });
        var speech = (await SpokenFile.SpeakAsync(floor.Flite, new SpeakRequest(Sentence))).ToSamples();
        Assert.True((await TranscribeAsync(floor, speech, new SpeechToTextRequest())).Ok);

        floor.OpenAiOptions.CurrentValue.Retries = 0;
        server.Trouble.Enqueue(c => { c.Response.Redirect("http://127.0.0.1:9/elsewhere"); return Task.CompletedTask; });
        Assert.Contains("302", (await TranscribeAsync(floor, speech, new SpeechToTextRequest())).Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("estonian", "et")]
    [InlineData("English", "en")]
    [InlineData("de", "de")]
    [InlineData("klingon", null)]
    public void Languages_by_name_become_codes(string name, string? code) => Assert.Equal(code, LanguageNames.ToIso(name));

    private static Floor FloorAt(LoopbackServer server)
    {
        var floor = new Floor();
        (floor.OpenAiOptions.CurrentValue.BaseUrl, floor.OpenAiOptions.CurrentValue.ApiKey) = (server.BaseUrl, LoopbackServer.Key);
        return floor;
    }

    private static Task<Result<Transcript>> TranscribeAsync(Floor floor, float[] audio, SpeechToTextRequest request) =>
        floor.Remote.TranscribeAsync(SpeechAudio.FromSamples(audio), request, CancellationToken.None).CollectAsync(CancellationToken.None);
}
