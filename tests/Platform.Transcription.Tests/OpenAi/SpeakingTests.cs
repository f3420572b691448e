using System.ClientModel;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OpenAI.Audio;
using Platform.Kernel.Results;
using Platform.Media.Pcm;
using Platform.Speech;

namespace Platform.Transcription.Tests.OpenAi;

/// <summary>Text in, sound out.</summary>
public class SpeakingTests
{
    [Theory]
    [InlineData("mp3", "audio/mpeg")]
    [InlineData("opus", "audio/opus")]
    [InlineData("aac", "audio/aac")]
    [InlineData("flac", "audio/flac")]
    [InlineData("wav", "audio/wav")]
    [InlineData("pcm", "audio/pcm")]
    public async Task Every_format_is_what_it_says_and_as_long_as_what_was_spoken(string format, string type)
    {
        await using var door = await Door.OpenAsync(Said.Engine(), new Tone());
        using var answer = await door.Http.PostAsJsonAsync("/v1/audio/speech", new { model = "tts-1", input = "Hello", voice = "alloy", response_format = format });
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var sound = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(sound.Length, answer.Content.Headers.ContentLength);
        if (format == "pcm")
        {
            Assert.Equal(Tone.Seconds * 24_000 * 2, sound.Length, 100.0);
            return;
        }

        Assert.True(sound.AsSpan(0, 4).SequenceEqual(format switch { "opus" => "OggS"u8, "flac" => "fLaC"u8, "wav" => "RIFF"u8, _ => sound.AsSpan(0, 4) }));
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, sound);
            var files = new SpeechAudioFiles(new Media.Tools.ExternalTool(TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Media.Tools.ExternalTool>.Instance), Microsoft.Extensions.Options.Options.Create(new Media.MediaOptions()));
            var (samples, loud) = (0L, 0f);
            await foreach (var block in files.Open(path).ReadAsync(TimeSpan.Zero, CancellationToken.None))
            {
                samples += block.Length;
                foreach (var sample in block.Span) loud = Math.Max(loud, Math.Abs(sample));
            }

            Assert.Equal(Tone.Seconds, SpeechAudio.ToTime(samples).TotalSeconds, 0.15);
            Assert.InRange(loud, 0.3f, 0.7f);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task The_official_client_has_text_spoken()
    {
        var tone = new Tone();
        await using var door = await Door.OpenAsync(Said.Engine(), tone);
        BinaryData sound = (await door.Client("tts-1").GenerateSpeechAsync("Good evening", GeneratedSpeechVoice.Nova, new SpeechGenerationOptions { SpeedRatio = 1.5f, ResponseFormat = GeneratedSpeechFormat.Wav })).Value;
        Assert.True(sound.ToMemory().Span.StartsWith("RIFF"u8));
        Assert.Equal(("Good evening", 1.5), (tone.Asked!.Text, tone.Asked.Speed));
        Assert.Null(tone.Asked.Voice);
        Assert.Equal(0, door.FilesKept);
    }

    [Fact]
    public async Task Sound_comes_as_events_where_that_is_asked_for()
    {
        await using var door = await Door.OpenAsync(Said.Engine(), new Tone());
        using var answer = await door.Http.PostAsJsonAsync("/v1/audio/speech", new { model = "gpt-4o-mini-tts", input = "Hello there", voice = "alloy", response_format = "pcm", stream_format = "sse" });
        var events = (await answer.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(e => JsonDocument.Parse(e["data: ".Length..]).RootElement).ToArray();
        Assert.True(events.Length > 2);
        Assert.Equal(Tone.Seconds * 24_000 * 2, events[..^1].Sum(e => Convert.FromBase64String(e.GetProperty("audio").GetString()!).Length), 100.0);
        Assert.Equal("speech.audio.done", events[^1].GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("""{"input":"Hi","voice":"alloy"}""", "model", "missing_required_parameter")]
    [InlineData("""{"model":"tts-1","voice":"alloy"}""", "input", "missing_required_parameter")]
    [InlineData("""{"model":"tts-1","input":"Hi"}""", "voice", "missing_required_parameter")]
    [InlineData("""{"model":"tts-1","input":"Hi","voice":"alloy","speed":5}""", "speed", "invalid_value")]
    [InlineData("""{"model":"tts-1","input":"Hi","voice":"alloy","speed":"fast"}""", "speed", "invalid_value")]
    [InlineData("""{"model":"tts-1","input":"Hi","voice":"alloy","response_format":"midi"}""", "response_format", "invalid_value")]
    [InlineData("""{"model":"tts-1","input":"Hi","voice":"alloy","stream_format":"sse"}""", "stream_format", "unsupported_value")]
    [InlineData("""{"model":"tts-1","input":"Hi","voice":"nobody"}""", "voice", "speech.voice_unknown")]
    [InlineData("""{"model":"tts-1",""", null, "request.malformed_json")]
    [InlineData("[]", null, "request.malformed_json")]
    public async Task A_wrong_wish_is_named(string json, string? param, string code)
    {
        await using var door = await Door.OpenAsync(Said.Engine(), new Tone());
        using var answer = await door.Http.PostAsync(new Uri("/v1/audio/speech", UriKind.Relative), new StringContent(json));
        await answer.AssertErrorAsync(HttpStatusCode.BadRequest, "invalid_request_error", param, code);
        Assert.Equal(0, door.FilesKept);
    }

    [Fact]
    public async Task The_list_of_models_has_OpenAIs_names_the_engines_and_the_installed()
    {
        await using var door = await Door.OpenAsync(Said.Engine(), new Tone());
        var list = await door.Http.GetFromJsonAsync<JsonElement>("/v1/models");
        Assert.Equal("list", list.GetProperty("object").GetString());
        Assert.Equal(
            ["whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "tts-1", "tts-1-hd", "gpt-4o-mini-tts", "scripted", "tone"],
            list.GetProperty("data").EnumerateArray().Select(m => m.GetProperty("id").GetString()));
        Assert.All(list.GetProperty("data").EnumerateArray(), m => Assert.Equal(["id", "owned_by", "created", "object"], m.EnumerateObject().Select(p => p.Name)));

        var models = new OpenAI.OpenAIClient(new ApiKeyCredential("any"), new OpenAI.OpenAIClientOptions { Endpoint = new Uri(door.Address, "/v1") }).GetOpenAIModelClient();
        Assert.Equal("scripted", (await models.GetModelAsync("scripted")).Value.Id);
        Assert.Equal(8, (await models.GetModelsAsync()).Value.Count);
        using var unknown = await door.Http.GetAsync(new Uri("/v1/models/gpt-9", UriKind.Relative));
        await unknown.AssertErrorAsync(HttpStatusCode.NotFound, "invalid_request_error", "model", "model_not_found");
    }

    /// <summary>Speaks any text as a tone.</summary>
    internal sealed class Tone : ITextToSpeech
    {
        public const double Seconds = 0.8;

        public SpeakRequest? Asked { get; private set; }

        public EngineInfo Info { get; } = new("tone", "Tone", "For tests.");

        public TextToSpeechCapabilities Capabilities { get; } = new() { Speed = true };

        public Task<EngineState> InspectAsync(CancellationToken cancellationToken) => Task.FromResult(EngineState.Good("Ready."));

        public Task<Result<IReadOnlyList<Voice>>> VoicesAsync(CancellationToken cancellationToken) => Task.FromResult(Result.Of<IReadOnlyList<Voice>>([]));

        public Task<Result<TimeSpan>> SpeakAsync(SpeakRequest request, IPcmSink sink, CancellationToken cancellationToken)
        {
            Asked = request;
            if (request.Voice is not null) return Task.FromResult<Result<TimeSpan>>(Error.InvalidField("voice", "speech.voice_unknown", $"There is no voice '{request.Voice}'."));
            sink.Start(new PcmFormat(22_050, 1));
            sink.Write([.. Enumerable.Range(0, (int)(Seconds * 22_050)).Select(i => 0.5f * MathF.Sin(i * 0.1f))]);
            return Task.FromResult<Result<TimeSpan>>(TimeSpan.FromSeconds(Seconds));
        }
    }
}
