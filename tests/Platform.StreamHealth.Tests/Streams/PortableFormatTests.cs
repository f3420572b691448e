using System.Globalization;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Streams.Portable;

namespace Platform.StreamHealth.Tests.Streams;

public sealed class PortableFormatTests
{
    public static TheoryData<string> Formats => [.. PortableFormats.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_was_written_is_read_back(string name)
    {
        var format = PortableFormats.Find(name)!;
        PortableStream[] streams = [new(Full, "Main & \"best\"", "http://a.example/parent"), new(new StreamInput { Url = "http://b.example/x?a=1&b=2", Name = "B, or not" }, null, null)];
        var text = Write(format, streams);
        Assert.Equal(name, PortableFormats.Recognise(text).Name);

        var rows = format.Read(text).Rows;
        Assert.Equal(2, rows.Count);
        foreach (var (stream, row) in streams.Zip(rows))
        {
            Assert.Null(row.Wrong);
            Assert.Equal(stream.Input.Url, row.Get("url"));
            Assert.Equal(stream.Group ?? "", row.Get("group") ?? "");
            Assert.Equal(stream.Parent ?? "", row.Get("parent") ?? "");
            foreach (var field in PortableFields.All.Where(f => f.Name != "enabled")) Assert.Equal((field.Name, field.Read(stream.Input)), (field.Name, row.Get(field.Name) ?? ""));
            Assert.Equal(stream.Input.Enabled, (row.Get("enabled") ?? "true") == "true");
        }
    }

    [Fact]
    public void Every_field_of_a_definition_is_carried()
    {
        var untouched = new StreamInput { Url = Full.Url, GroupId = Full.GroupId, ParentId = Full.ParentId };
        var carried = PortableFields.All.Aggregate(untouched, (s, field) => field.Write(s, field.Read(Full))!);
        Assert.Equal(Lists(Full), Lists(carried));
        Assert.Equal(Full with { Tags = [], Thresholds = new() }, carried with { Tags = [], Thresholds = new() });
        Assert.Equal(Full.Thresholds with { IgnoredFindings = [] }, carried.Thresholds with { IgnoredFindings = [] });
        static string Lists(StreamInput s) => string.Join(' ', [.. s.Tags, .. s.Thresholds.IgnoredFindings]);
    }

    [Theory]
    [InlineData("url;name\nhttp://a/;A\n", "A")]
    [InlineData("\uFEFFURL\tName\r\nhttp://a/\tA\r\n", "A")]
    [InlineData("http://a/,A", "A")]
    [InlineData("\nname,url\n\n\"A \"\"x\"\",\ny\",http://a/\n", "A \"x\",\ny")]
    [InlineData("#EXTM3U\r\n#EXTINF:-1 tvg-id=\"9\" group-title=\"G\",A\r\n#EXTVLCOPT:x\r\nhttp://a/", "A")]
    [InlineData("<opml version='1.0'><body><outline text='G'><outline text='A' xmlUrl='http://a/'/></outline></body></opml>", "A")]
    [InlineData("[{\"url\":\"http://a/\",\"name\":\"A\"}]", "A")]
    public void Files_of_other_programs_are_understood(string text, string name)
    {
        var parsed = ImportText.Parse(text, format: null).Value;
        var row = Assert.Single(parsed.File.Rows);
        Assert.Equal(("http://a/", name), (row.Get("url"), row.Get("name")));
    }

    [Theory]
    [InlineData("", "import.unreadable")]
    [InlineData("name,tags\nA,b", "import.unreadable")]
    [InlineData("{\"streams\":1}", "import.unreadable")]
    [InlineData("[", "import.unreadable")]
    [InlineData("[]", "import.empty")]
    [InlineData("#EXTM3U\n", "import.empty")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><opml><body/></opml>", "import.unreadable")]
    [InlineData("<rss/>", "import.unreadable")]
    public void What_is_no_list_of_streams_is_said_to_be_none(string text, string code) => Assert.Equal(code, ImportText.Parse(text, format: null).Error!.Code);

    [Fact]
    public void A_line_with_too_many_cells_is_refused_and_the_next_is_read()
    {
        var rows = new CsvFormat().Read("url,name\nhttp://a/,A,surplus\nhttp://b/,B\n").Rows;
        Assert.Equal((2, 3), (rows[0].Line, rows[1].Line));
        Assert.NotNull(rows[0].Wrong);
        Assert.Equal("B", rows[1].Get("name"));
    }

    [Theory]
    [InlineData("=1+2")]
    [InlineData("@import")]
    [InlineData("-Radio")]
    public void A_name_that_a_spreadsheet_would_run_is_defused_and_comes_back(string name)
    {
        var text = Write(new CsvFormat(), [new(new StreamInput { Url = "http://a/", Name = name }, null, null)]);
        Assert.Contains("'" + name, text, StringComparison.Ordinal);
        Assert.Equal(name, Assert.Single(new CsvFormat().Read(text).Rows).Get("name"));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read_to_its_end()
    {
        await using var endless = new Endless();
        Assert.Equal("import.too_large", (await ImportText.ReadAsync(endless, CancellationToken.None)).Error!.Code);
        Assert.InRange(endless.Given, ImportText.MaxBytes, ImportText.MaxBytes + 200_000);
    }

    private static StreamInput Full { get; } = new()
    {
        Url = "https://a.example/live.mp3",
        Name = "Rädio <One> \"live\"",
        Tags = ["jazz", "x y"],
        Enabled = false,
        Schedule = "cron 0 */5 * * * @ Europe/Berlin",
        Phase = 1,
        DeepSchedule = "every 10m",
        DeepPhase = 3,
        SampleSeconds = 7,
        FailuresToDown = 4,
        SuccessesToUp = 5,
        RetrySeconds = 0,
        Thresholds = new StreamThresholds
        {
            SilenceDb = -50.5,
            SilenceSeconds = 3,
            MaxSilencePercent = 20,
            MinLufs = -30,
            MaxLufs = -10,
            MaxClippingPercent = 0.5,
            MaxTruePeakDb = -1,
            MaxHumDb = -60,
            MaxFirstAudioMs = 3000,
            ExpectedCodec = "MP3",
            ExpectedBitrateKbps = 128,
            ExpectedSampleRateHz = 44_100,
            ExpectedChannels = 2,
            ExpectedName = "^One",
            ExpectedTitle = ".+ - .+",
            IgnoredFindings = ["audio.mono_as_stereo", "stream.slow"],
        },
    };

    private static string Write(IPortableFormat format, PortableStream[] streams)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        format.Write(writer, streams, []);
        return writer.ToString();
    }

    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'x');
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
