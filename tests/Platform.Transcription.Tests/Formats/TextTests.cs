using System.Text;
using System.Text.Json;
using Platform.Transcription.Formats;
using static Platform.Transcription.Tests.Formats.Said;

namespace Platform.Transcription.Tests.Formats;

/// <summary>txt, json and tsv (ST-04).</summary>
public sealed class TextTests
{
    [Fact]
    public void Text_has_a_segment_a_line()
    {
        Assert.Equal("õäöü\ntwo lines\n", Transcript(Segment(0, 1, " õäöü "), Segment(1, 2, "two\n lines")).Write(TranscriptFormat.Txt));
        Assert.Equal("Ann: hello\n", Transcript(Segment(0, 1, "hello", "Ann")).Write(TranscriptFormat.Txt));
    }

    [Fact]
    public void Json_has_the_keys_of_stt_faster_in_their_order_three_decimals_and_letters_as_they_are()
    {
        var words = Spoken(1.23456, 0.1, "õäöü 😀");
        var transcript = Transcript(
            words with { Speaker = "A", NoSpeechProbability = 0.12345, AverageLogProbability = -0.98765, Text = " õäöü 😀 " },
            Segment(2, 3.0004, "say \"hi\" \\ \u0007")) with
        {
            LanguageProbability = 0.98765,
            LanguageForced = true,
            Dropped = 2,
            DecodingArguments = new Dictionary<string, object?> { ["beam_size"] = 7, ["temperature"] = new[] { 0.0, 0.2 }, ["vad_filter"] = true, ["initial_prompt"] = null, ["language"] = "et" },
        };
        var text = transcript.Write(TranscriptFormat.Json);
        Assert.Contains("õäöü 😀", text, StringComparison.Ordinal);
        Assert.Contains("{\n  \"audio\": \"news.mp3\",\n  \"language\": \"et\",\n  \"language_probability\": 0.988,\n  \"duration\": 3,\n  \"segments\": [\n    {\n      \"id\": 1,\n", text, StringComparison.Ordinal);

        var root = JsonDocument.Parse(text).RootElement;
        Assert.Equal(["audio", "language", "language_probability", "duration", "segments", "metrics", "transcribe_kwargs", "language_forced"], root.EnumerateObject().Select(p => p.Name));
        var (first, second) = (root.GetProperty("segments")[0], root.GetProperty("segments")[1]);
        Assert.Equal(["id", "start", "end", "text", "speaker", "no_speech_prob", "avg_logprob", "words"], first.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["id", "start", "end", "text", "no_speech_prob", "avg_logprob"], second.EnumerateObject().Select(p => p.Name));
        Assert.Equal((1.235, "õäöü 😀", 0.123, -0.988), (first.GetProperty("start").GetDouble(), first.GetProperty("text").GetString(), first.GetProperty("no_speech_prob").GetDouble(), first.GetProperty("avg_logprob").GetDouble()));
        Assert.Equal(["word", "start", "end", "probability"], first.GetProperty("words")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal("say \"hi\" \\ \u0007", second.GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("no_speech_prob").ValueKind);
        Assert.Equal((2, 2), (root.GetProperty("metrics").GetProperty("segment_count").GetInt32(), root.GetProperty("metrics").GetProperty("no_speech_skips_count").GetInt32()));
        Assert.Equal(7, root.GetProperty("transcribe_kwargs").GetProperty("beam_size").GetInt32());
        Assert.Equal([0, 0.2], root.GetProperty("transcribe_kwargs").GetProperty("temperature").EnumerateArray().Select(t => t.GetDouble()));
    }

    [Fact]
    public void Tab_separated_times_are_whole_milliseconds() =>
        Assert.Equal("start\tend\ttext\n1235\t360000500\ta b\n", Transcript(Segment(1.2346, 360_000.5, "a\tb")).Write(TranscriptFormat.Tsv));

    [Theory]
    [InlineData("txt", "")]
    [InlineData("srt", "")]
    [InlineData("vtt", "WEBVTT\n")]
    [InlineData("tsv", "start\tend\ttext\n")]
    [InlineData("lrc", "[ti:news.mp3]\n[la:et]\n[length:00:00.00]\n")]
    public void Nothing_said_is_a_file_without_entries(string format, string expected) => Assert.Equal(expected, Transcript().Write(TranscriptFormats.Parse(format).Value[0]));

    [Fact]
    public async Task Bytes_are_utf8_without_a_mark_also_where_a_letter_is_broken()
    {
        using var stream = new MemoryStream();
        await Transcript(Segment(0, 1, "õ \ud83d half")).WriteAsync(TranscriptFormat.Txt, stream, CancellationToken.None);
        Assert.Equal(Encoding.UTF8.GetBytes("õ \ufffd half\n"), stream.ToArray());
        Assert.Equal("õ \ufffd half", JsonDocument.Parse(Transcript(Segment(0, 1, "õ \ud83d half")).Write(TranscriptFormat.Json)).RootElement.GetProperty("segments")[0].GetProperty("text").GetString());
    }

    [Fact]
    public void A_list_of_formats_is_read_and_a_wrong_one_names_them_all()
    {
        Assert.Equal([TranscriptFormat.Txt, TranscriptFormat.Json], TranscriptFormats.Parse("both").Value);
        Assert.Equal([TranscriptFormat.Srt, TranscriptFormat.Txt, TranscriptFormat.Json], TranscriptFormats.Parse("SRT, both ,txt").Value);
        foreach (var wrong in (string[])["docx", "", "srt,0"])
        {
            var error = TranscriptFormats.Parse(wrong).Error;
            Assert.Equal("transcription.format_unknown", error?.Code);
            Assert.Contains("txt, json, srt, vtt, tsv, lrc, ttml", error!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_hours_of_words_are_written_in_every_format()
    {
        var segments = Enumerable.Range(0, 2400).Select(i => Spoken(i * 3, 0.3, "one two three four five six seven eight nine")).ToArray();
        foreach (var format in TranscriptFormats.All) Assert.True(Transcript(segments).Write(format).Length > 50_000);
    }
}
