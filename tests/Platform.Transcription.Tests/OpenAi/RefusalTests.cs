using System.ClientModel;
using System.Net;
using OpenAI.Audio;

namespace Platform.Transcription.Tests.OpenAi;

/// <summary>What is refused, and how: the odd behaviours of the real API that clients have come to know.</summary>
public class RefusalTests
{
    /// <summary>Words are an error with any other format than verbose_json, segments alone are not; from speaches' test of OpenAI's server.</summary>
    [Theory]
    [InlineData("json", "word", false)]
    [InlineData("json", "word,segment", false)]
    [InlineData("json", "segment", true)]
    [InlineData("json", "", true)]
    [InlineData("text", "word", false)]
    [InlineData("verbose_json", "word", true)]
    public async Task Words_need_a_verbose_answer(string format, string granularities, bool taken)
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var answer = await door.TranscribeAsync([("model", "whisper-1"), ("response_format", format), .. Granularities(granularities)]);
        if (taken) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        else await answer.AssertErrorAsync(HttpStatusCode.BadRequest, "invalid_request_error", "timestamp_granularities", "unsupported_value");
    }

    [Theory]
    [InlineData("", true, false)]
    [InlineData("segment", true, false)]
    [InlineData("word", false, true)]
    [InlineData("word,segment", true, true)]
    [InlineData("segment,word", true, true)]
    public async Task Words_alone_stand_instead_of_the_segments(string granularities, bool segments, bool words)
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var answer = await door.TranscribeAsync([("model", "whisper-1"), ("response_format", "verbose_json"), .. Granularities(granularities)]);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal((segments, words), (body.Contains("\"segments\"", StringComparison.Ordinal), body.Contains("\"words\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Gpt_models_write_json_and_text_only_and_say_so_as_OpenAI_does()
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var sound = new MemoryStream(Door.Sound());
        var refused = await Assert.ThrowsAsync<ClientResultException>(() => door.Client("gpt-4o-transcribe").TranscribeAudioAsync(sound, "a.wav", new AudioTranscriptionOptions { ResponseFormat = AudioTranscriptionFormat.Verbose }));
        Assert.Equal(400, refused.Status);
        Assert.Contains("response_format 'verbose_json' is not compatible with model 'gpt-4o-transcribe'. Use 'json' or 'text' instead.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("unsupported_value", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whisper_takes_no_notice_of_a_wish_to_stream()
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var answer = await door.TranscribeAsync(("model", "whisper-1"), ("stream", "true"), ("response_format", "srt"));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("response_format", "mp3", "response_format", "invalid_value")]
    [InlineData("temperature", "2", "temperature", "invalid_value")]
    [InlineData("temperature", "warm", "temperature", "invalid_value")]
    [InlineData("language", "Klingon!", "language", "invalid_value")]
    [InlineData("timestamp_granularities[]", "letter", "timestamp_granularities", "invalid_value")]
    [InlineData("vad_filter", "perhaps", "vad_filter", "invalid_value")]
    [InlineData("vad_threshold", "1.5", "vad_threshold", "invalid_value")]
    [InlineData("beam_size", "2.5", "beam_size", "invalid_value")]
    [InlineData("chunking_strategy", "{\"type\":\"none\"}", "chunking_strategy", "invalid_value")]
    [InlineData("include[]", "logprobs", "include", "unsupported_value")]
    public async Task A_wrong_field_is_named(string field, string value, string param, string code)
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var answer = await door.TranscribeAsync(("model", "whisper-1"), (field, value));
        await answer.AssertErrorAsync(HttpStatusCode.BadRequest, "invalid_request_error", param, code);
        Assert.Equal(0, door.FilesKept);
    }

    [Fact]
    public async Task Model_and_file_must_be_there()
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var noModel = await door.TranscribeAsync();
        Assert.Equal("you must provide a model parameter", await noModel.AssertErrorAsync(HttpStatusCode.BadRequest, "invalid_request_error", "model", "missing_required_parameter"));
        using var form = new MultipartFormDataContent { { new StringContent("whisper-1"), "model" } };
        using var noFile = await door.Http.PostAsync(new Uri("/v1/audio/transcriptions", UriKind.Relative), form);
        await noFile.AssertErrorAsync(HttpStatusCode.BadRequest, "invalid_request_error", "file", "missing_required_parameter");
        using var noForm = await door.Http.PostAsync(new Uri("/v1/audio/transcriptions", UriKind.Relative), new StringContent("{}"));
        await noForm.AssertErrorAsync(HttpStatusCode.BadRequest, "invalid_request_error", null, "request.malformed_form");
    }

    [Fact]
    public async Task An_unknown_model_is_404_and_says_how_to_get_it()
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var answer = await door.TranscribeAsync(("model", "large-v3"));
        var message = await answer.AssertErrorAsync(HttpStatusCode.NotFound, "invalid_request_error", "model", "model_not_found");
        Assert.Equal("The model 'large-v3' does not exist or you do not have access to it. Install a Whisper model with: platform models download large-v3", message);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_as_it_comes_and_leaves_nothing_behind()
    {
        await using var door = await Door.OpenAsync(Said.Engine(), settings: s => s.MaxUploadMegabytes = 1);
        using var form = Door.Form(new byte[(1 << 20) + 1], ("model", "whisper-1"));
        using var answer = await door.Http.PostAsync(new Uri("/v1/audio/transcriptions", UriKind.Relative), form);
        var message = await answer.AssertErrorAsync(HttpStatusCode.RequestEntityTooLarge, "server_error", null, null);
        Assert.StartsWith("Maximum content size limit (1048576) exceeded", message, StringComparison.Ordinal);
        Assert.Equal(0, door.FilesKept);
    }

    [Fact]
    public async Task What_is_no_audio_is_the_clients_fault()
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var form = Door.Form("This is no audio."u8.ToArray(), ("model", "whisper-1"));
        using var answer = await door.Http.PostAsync(new Uri("/v1/audio/transcriptions", UriKind.Relative), form);
        var message = await answer.AssertErrorAsync(HttpStatusCode.BadRequest, "invalid_request_error", "file", "speech.audio_unreadable");
        Assert.StartsWith("The audio file could not be decoded or its format is not supported.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_engine_cannot_do_is_said()
    {
        var engine = Said.Engine();
        engine.Capabilities = engine.Capabilities with { TranslatesToEnglish = false };
        await using var door = await Door.OpenAsync(engine);
        using var form = Door.Form(("model", "scripted"));
        using var answer = await door.Http.PostAsync(new Uri("/v1/audio/translations", UriKind.Relative), form);
        Assert.Equal("Scripted cannot do this: it cannot translate.", await answer.AssertErrorAsync(HttpStatusCode.BadRequest, "invalid_request_error", null, "speech.not_capable"));
    }

    [Fact]
    public async Task Other_addresses_do_not_exist_in_their_words()
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var chat = await door.Http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), new StringContent("{}"));
        Assert.Equal("Invalid URL (POST /v1/chat/completions)", await chat.AssertErrorAsync(HttpStatusCode.NotFound, "invalid_request_error", null, "unknown_url"));
        using var get = await door.Http.GetAsync(new Uri("/v1/audio/transcriptions", UriKind.Relative));
        await get.AssertErrorAsync(HttpStatusCode.NotFound, "invalid_request_error", null, "unknown_url");
    }

    private static IEnumerable<(string, string)> Granularities(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(g => ("timestamp_granularities[]", g));
}
