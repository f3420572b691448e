using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OpenAI.Audio;
using Platform.Speech;

namespace Platform.Transcription.Tests.OpenAi;

/// <summary>What comes back, in every format; with OpenAI's own client where it can read it.</summary>
public class AnswerTests
{
    [Fact]
    public async Task The_official_client_reads_a_verbose_answer_with_words_and_segments()
    {
        var engine = Said.Engine();
        await using var door = await Door.OpenAsync(engine);
        using var sound = new MemoryStream(Door.Sound(2));
        var answer = (await door.Client("whisper-1").TranscribeAudioAsync(sound, "speech.wav", new AudioTranscriptionOptions
        {
            ResponseFormat = AudioTranscriptionFormat.Verbose,
            TimestampGranularities = AudioTimestampGranularities.Word | AudioTimestampGranularities.Segment,
            Language = "et",
            Prompt = "Uudised",
            Temperature = 0.2f,
        })).Value;

        Assert.Equal("Tere õhtust. Kuulame.", answer.Text);
        Assert.Equal("estonian", answer.Language);
        Assert.Equal(2, answer.Duration!.Value.TotalSeconds, 2);
        Assert.Equal(["Tere", "õhtust.", "Kuulame."], answer.Words.Select(w => w.Word));
        Assert.Equal(TimeSpan.FromSeconds(0.9), answer.Words[1].StartTime);
        Assert.Equal([" Tere õhtust.", " Kuulame."], answer.Segments.Select(s => s.Text));
        Assert.Equal(-0.25f, answer.Segments[0].AverageLogProbability);
        Assert.Equal(0.125f, answer.Segments[0].NoSpeechProbability);
        Assert.Equal(3661.25, answer.Segments[1].StartTime.TotalSeconds, 3);
        Assert.Equal(("et", "Uudised", 0.2, true), (engine.Asked!.Language, engine.Asked.Prompt, Math.Round(engine.Asked.Decoding.Temperature!.Value, 3), engine.Asked.WordTimes));
    }

    [Fact]
    public async Task The_official_client_reads_plain_answers_and_subtitles()
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        Assert.Equal("Tere õhtust. Kuulame.", (await AskAsync(AudioTranscriptionFormat.Simple)).Text);
        Assert.Equal("Tere õhtust. Kuulame.", (await AskAsync(AudioTranscriptionFormat.Text)).Text.TrimEnd('\n'));
        Assert.StartsWith("1\n00:00:00,500 --> 00:00:01,500\nTere õhtust.\n\n2\n01:01:01,250 --> ", (await AskAsync(AudioTranscriptionFormat.Srt)).Text, StringComparison.Ordinal);
        Assert.StartsWith("WEBVTT\n\n", (await AskAsync(AudioTranscriptionFormat.Vtt)).Text, StringComparison.Ordinal);

        async Task<AudioTranscription> AskAsync(AudioTranscriptionFormat format)
        {
            using var sound = new MemoryStream(Door.Sound());
            return (await door.Client("whisper-1").TranscribeAudioAsync(sound, "speech.wav", new AudioTranscriptionOptions { ResponseFormat = format })).Value;
        }
    }

    [Fact]
    public async Task The_official_client_translates_into_English()
    {
        var engine = Said.Engine();
        await using var door = await Door.OpenAsync(engine);
        using var sound = new MemoryStream(Door.Sound());
        var answer = (await door.Client("whisper-1").TranslateAudioAsync(sound, "speech.wav", new AudioTranslationOptions { ResponseFormat = AudioTranslationFormat.Verbose })).Value;
        Assert.Equal("english", answer.Language);
        Assert.Equal(2, answer.Segments.Count);
        Assert.Equal(SpeechTask.TranslateToEnglish, engine.Asked!.Task);
    }

    [Theory]
    [InlineData("text", "text/plain")]
    [InlineData("srt", "text/plain")]
    [InlineData("vtt", "text/plain")]
    [InlineData("json", "application/json")]
    [InlineData("verbose_json", "application/json")]
    public async Task Subtitles_come_as_plain_text_as_they_do_from_OpenAI(string format, string type)
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var answer = await door.TranscribeAsync(("model", "whisper-1"), ("response_format", format));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("õhtust", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>The language that was found out is told by its English name; letters are not escaped; usage is by the second.</summary>
    [Fact]
    public async Task A_verbose_answer_has_OpenAIs_keys()
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var answer = await door.TranscribeAsync(("model", "whisper-1"), ("response_format", "verbose_json"));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["task", "language", "duration", "text", "segments", "usage"], body.EnumerateObject().Select(p => p.Name));
        Assert.Equal("estonian", body.GetProperty("language").GetString());
        Assert.Equal(
            ["id", "seek", "start", "end", "text", "tokens", "temperature", "avg_logprob", "compression_ratio", "no_speech_prob"],
            body.GetProperty("segments")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(50, body.GetProperty("segments")[0].GetProperty("seek").GetInt32());
        Assert.Equal("duration", body.GetProperty("usage").GetProperty("type").GetString());
        Assert.Equal(1, body.GetProperty("usage").GetProperty("seconds").GetInt32());
    }

    [Fact]
    public async Task Log_probabilities_are_those_of_the_words()
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var answer = await door.TranscribeAsync(("model", "gpt-4o-transcribe"), ("include[]", "logprobs"));
        var tokens = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("logprobs");
        Assert.Equal([" Tere", " õhtust."], tokens.EnumerateArray().Select(t => t.GetProperty("token").GetString()));
        Assert.Equal(Math.Log(0.5), tokens[1].GetProperty("logprob").GetDouble(), 3);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(" õhtust.").Length, tokens[1].GetProperty("bytes").GetArrayLength());
    }

    [Fact]
    public async Task Text_streams_as_it_is_heard_and_ends_with_all_of_it()
    {
        var engine = Said.Engine();
        var seen = new TaskCompletionSource();
        engine.Between = () => seen.Task;
        await using var door = await Door.OpenAsync(engine);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/audio/transcriptions") { Content = Door.Form(("model", "gpt-4o-transcribe"), ("stream", "true")) };
        using var answer = await door.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());

        // The second segment is not said before the first has been read here.
        var first = await lines.ReadLineAsync();
        Assert.Equal("""data: {"type":"transcript.text.delta","delta":"Tere õhtust."}""", first);
        seen.SetResult();
        Assert.Equal(
            "\n" + """
            data: {"type":"transcript.text.delta","delta":" Kuulame."}

            data: {"type":"transcript.text.done","text":"Tere õhtust. Kuulame.","usage":{"type":"duration","seconds":1}}


            """,
            await lines.ReadToEndAsync());
    }

    [Fact]
    public async Task What_fails_after_the_first_words_is_an_event()
    {
        var engine = Said.Engine();
        engine.Failure = Kernel.Results.Error.Unavailable("speech.engine_crashed", "The engine crashed.");
        await using var door = await Door.OpenAsync(engine);
        using var answer = await door.TranscribeAsync(("model", "scripted"), ("stream", "true"));
        Assert.Contains("""data: {"type":"error","error":{"message":"The engine crashed.","type":"server_error","param":null,"code":"speech.engine_crashed"}}""", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, door.FilesKept);
    }

    [Fact]
    public async Task What_cannot_be_read_has_its_status_also_when_it_was_to_be_streamed()
    {
        await using var door = await Door.OpenAsync(Said.Engine());
        using var form = Door.Form("This is no audio."u8.ToArray(), ("model", "scripted"), ("stream", "true"));
        using var answer = await door.Http.PostAsync(new Uri("/v1/audio/transcriptions", UriKind.Relative), form);
        await answer.AssertErrorAsync(HttpStatusCode.BadRequest, "invalid_request_error", "file", "speech.audio_unreadable");
    }

    [Fact]
    public async Task Extra_fields_reach_the_engine()
    {
        var engine = Said.Engine();
        await using var door = await Door.OpenAsync(engine);
        using var answer = await door.TranscribeAsync(
            ("model", "scripted"), ("vad_filter", "false"), ("vad_threshold", "0.6"), ("min_silence_duration_ms", "500"), ("hotwords", "Vikerraadio"), ("prompt", "Uudised."),
            ("beam_size", "7"), ("something_else", "1"), ("chunking_strategy", """{"type":"server_vad","prefix_padding_ms":300,"silence_duration_ms":250}"""));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((false, 0.6, 500, 300), (engine.Asked!.Voice.Enabled, engine.Asked.Voice.Threshold, engine.Asked.Voice.MinSilenceMs, engine.Asked.Voice.SpeechPadMs));
        Assert.Equal(("Uudised. Vikerraadio", 7), (engine.Asked.Prompt, engine.Asked.Decoding.BeamSize));
    }
}
