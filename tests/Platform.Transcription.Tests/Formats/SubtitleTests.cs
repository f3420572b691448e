using System.Globalization;
using System.Xml.Linq;
using Platform.Transcription.Formats;
using static Platform.Transcription.Tests.Formats.Said;

namespace Platform.Transcription.Tests.Formats;

public sealed class SubtitleTests
{
    private const string Long =
        "The weather will be cold and cloudy in the morning, and the president will speak to the people at nine o'clock. "
        + "The market closed higher today after a week of heavy losses, and police are looking for two men who were seen near the station";

    [Fact]
    public void A_long_segment_becomes_cues_of_two_lines_at_the_times_of_its_words()
    {
        var cues = Cues.Of([Spoken(10, 0.4, Long)], namesSpeakers: true);
        Assert.True(cues.Count > 2);
        Assert.All(cues, c => Assert.InRange(c.Lines.Count, 1, 2));
        Assert.All(cues.SelectMany(c => c.Lines), line => Assert.InRange(line.Length, 1, 42));
        Assert.All(cues, c => Assert.InRange((c.End - c.Start).TotalSeconds, 0.7, 7));
        Assert.Equal(Long, string.Join(' ', cues.SelectMany(c => c.Lines)));

        // Each begins when its first word is said.
        var words = Long.Split(' ');
        var at = 0;
        foreach (var cue in cues)
        {
            Assert.Equal(10 + (at * 0.4), cue.Start.TotalSeconds, 3);
            at += cue.Lines.Sum(l => l.Split(' ').Length);
        }

        Assert.Equal(words.Length, at);
        Assert.Contains(cues, c => c.Lines[^1].EndsWith("o'clock.", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_times_of_words_a_long_segments_time_is_shared_out_by_length()
    {
        var cues = Cues.Of([Segment(0, 20, Long)], namesSpeakers: true);
        Assert.Equal(Long, string.Join(' ', cues.SelectMany(c => c.Lines)));
        Assert.Equal(TimeSpan.FromSeconds(20), cues[^1].End);
        Assert.All(cues.Zip(cues.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start && pair.First.Start < pair.First.End));
    }

    [Fact]
    public void Corrected_text_whose_words_are_others_loses_none_of_them()
    {
        var corrected = Spoken(0, 0.5, "the whether is cold today and nobody knows why it should be any other way at all") with { Text = "The weather's cold today; nobody knows why it should be any other way at all." };
        Assert.Equal(corrected.Text, string.Join(' ', Cues.Of([corrected], true).SelectMany(c => c.Lines)));
    }

    [Fact]
    public void Text_without_blanks_is_broken_between_characters_and_loses_none()
    {
        var text = string.Concat(Enumerable.Repeat("今日は天気がいいですね。", 12));
        var cues = Cues.Of([Segment(0, 30, text)], true);
        Assert.Equal(text, string.Concat(cues.SelectMany(c => c.Lines)));
        Assert.All(cues.SelectMany(c => c.Lines), line => Assert.InRange(line.Length, 1, 21));
    }

    [Fact]
    public void Every_cue_can_be_read_and_none_stands_over_the_next()
    {
        var cues = Cues.Of([Segment(5, 5, "yes"), Segment(5.2, 5.3, "no"), Segment(9, 12, "late"), Segment(11, 13, "over it"), Segment(1, 2, "first"), Segment(20, 21, "  ")], true);
        Assert.Equal(["first", "yes", "no", "late", "over it"], cues.Select(c => c.Lines[0]));
        Assert.All(cues, c => Assert.True(c.End > c.Start));
        Assert.All(cues.Zip(cues.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
        Assert.Equal(0.7, (cues[2].End - cues[2].Start).TotalSeconds, 3);
    }

    [Fact]
    public void Two_who_speak_at_once_are_shown_at_once_each_with_a_name()
    {
        var transcript = Transcript(Segment(0, 4, "good morning", "Ann & Co"), Segment(2, 5, "hello", "Ben"), Segment(6, 7, "so", "Ben"));
        var cues = Cues.Of(transcript.Segments, namesSpeakers: true);
        Assert.Equal(["Ann & Co: good morning", "Ben: hello", "so"], cues.Select(c => Assert.Single(c.Lines)));
        Assert.Equal(4, cues[0].End.TotalSeconds);
        Assert.Contains("<v Ann &amp; Co>good morning\n", transcript.Write(TranscriptFormat.Vtt), StringComparison.Ordinal);
        Assert.Contains("<v Ben>so\n", transcript.Write(TranscriptFormat.Vtt), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("srt")]
    [InlineData("vtt")]
    public async Task Ffmpeg_reads_what_was_written_times_and_words(string name)
    {
        using var tools = new Tools();
        var format = TranscriptFormats.Parse(name).Value[0];
        string[] texts = ["a < b & <i>not italic</i> {\\an8} c", "1", "õäöü\u00a0— “Tõnis” 😀 --> 5", "00:00:01,000 --> 00:00:02,000", "after a hundred hours"];
        var transcript = Transcript(
            Segment(0.0004, 1.5, texts[0]), Segment(2, 3, texts[1]), Segment(59.9996, 61.25, texts[2]), Segment(3725.125, 3727, " line one\r\n\r\nline\ttwo\u0001 "), Segment(7200, 7202, texts[3]), Segment(360_000.5, 360_001, texts[4]));
        var file = tools.PathOf("x." + format.Name());
        await File.WriteAllTextAsync(file, transcript.Write(format));

        var packets = await tools.RunAsync("ffprobe", "-v", "error", "-show_entries", "packet=pts_time,duration_time", "-of", "csv=p=0", file);
        var times = packets.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.Equal([0, 2, 60, 3725.125, 7200, 360_000.5], times.Select(t => t[0]));
        Assert.Equal([1.5, 1, 1.25, 1.875, 2, 0.7], times.Select(t => t[1]).Select(d => Math.Round(d, 3)));

        var ass = await tools.RunAsync("ffmpeg", "-v", "error", "-i", file, "-f", "ass", "-");
        var lines = ass.Split('\n').Where(l => l.StartsWith("Dialogue", StringComparison.Ordinal)).Select(l => Plain(l.Split(',', 10)[9])).ToList();
        Assert.Equal([texts[0], texts[1], texts[2], "line one line two", texts[3], texts[4]], lines);
    }

    [Fact]
    public async Task Ffmpeg_reads_the_lyrics()
    {
        using var tools = new Tools();
        var lrc = Transcript(Segment(1.25, 3, "[laughs] hello"), Segment(60.999, 62, "again"), Segment(7425.5, 7427, "late")).Write(TranscriptFormat.Lrc);
        Assert.Equal("[ti:news.mp3]\n[la:et]\n[length:123:47.00]\n[00:01.25][laughs] hello\n[00:03.00]\n[01:01.00]again\n[01:02.00]\n[123:45.50]late\n", lrc);
        var file = tools.PathOf("x.lrc");
        await File.WriteAllTextAsync(file, lrc);
        var packets = await tools.RunAsync("ffprobe", "-v", "error", "-show_entries", "packet=pts_time", "-of", "csv=p=0", file);
        Assert.Equal([1.25, 3, 61, 62, 7425.5], packets.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v.TrimEnd(','), CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Timed_text_is_xml_with_agents_and_line_breaks()
    {
        var text = Transcript(Segment(1, 3.5, "a < b & \"c\" \u0001 and a line that is too long for one row of the screen", "Ann"), Segment(360_000, 360_002, "end")).Write(TranscriptFormat.Ttml);
        var document = XDocument.Parse(text);
        XNamespace tt = "http://www.w3.org/ns/ttml", ttm = "http://www.w3.org/ns/ttml#metadata";
        Assert.Equal("et", document.Root!.Attribute(XNamespace.Xml + "lang")!.Value);
        var cues = document.Descendants(tt + "p").ToList();
        Assert.Equal(["00:00:01.000", "100:00:00.000"], cues.Select(c => c.Attribute("begin")!.Value));
        Assert.Equal(["00:00:03.500", "100:00:02.000"], cues.Select(c => c.Attribute("end")!.Value));
        Assert.Single(cues[0].Elements(tt + "br"));
        Assert.Equal("a < b & \"c\" and a line that is too long for one row of the screen", string.Join(' ', cues[0].Nodes().OfType<XText>().Select(t => t.Value)));
        var agent = Assert.Single(document.Descendants(ttm + "agent"));
        Assert.Equal(agent.Attribute(XNamespace.Xml + "id")!.Value, cues[0].Attribute(ttm + "agent")!.Value);
        Assert.Equal("Ann", agent.Value);
    }

    // What is invisible or ASS's own way of writing is taken away.
    private static string Plain(string ass) => ass.TrimEnd('\r').Replace("\u2060", "", StringComparison.Ordinal).Replace("\\N", " ", StringComparison.Ordinal).Replace("\\{", "{", StringComparison.Ordinal).Replace("\\}", "}", StringComparison.Ordinal);
}
