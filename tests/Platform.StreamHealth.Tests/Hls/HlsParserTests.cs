using Platform.Media.Pcm;
using Platform.StreamHealth.Checks.Formats;
using Platform.StreamHealth.Checks.Hls;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Tests.Hls;

/// <summary>What playlists say, and which rules of RFC 8216 they break.</summary>
public sealed class HlsParserTests
{
    private static readonly Uri Source = new("https://radio.example/hls/live/index.m3u8?token=1");

    private static HlsMedia Media(string text) => HlsParser.Parse(text.ReplaceLineEndings("\n"), Source).Media!;

    private static string[] Codes(HlsMedia media) => [.. media.Problems.Select(p => p.Code)];

    [Fact]
    public void Everything_that_applies_to_a_segment_is_read()
    {
        var media = Media("""
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-TARGETDURATION:6
            #EXT-X-MEDIA-SEQUENCE:100
            #EXT-X-DISCONTINUITY-SEQUENCE:7
            #EXT-X-MAP:URI="init.mp4",BYTERANGE="720@10"
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T12:00:00.500+01:00
            #EXTINF:5.5,Artist, Song
            #EXT-X-BYTERANGE:1000@2000
            ../all.mp4
            #EXTINF:6,
            #EXT-X-BYTERANGE:500
            ../all.mp4
            #EXT-X-DISCONTINUITY
            #EXT-X-GAP
            #EXT-X-KEY:METHOD=AES-128,URI="key?id=1,2",IV=0x000102030405060708090A0B0C0D0E0F
            #EXTINF:6.0
            https://cdn.example/a.mp4
            #EXT-X-KEY:METHOD=NONE
            #EXTINF:6.0,
            b.mp4
            """);

        Assert.Equal((6, 6.0, 100L, 7L, true), (media.Version, media.TargetSeconds, media.MediaSequence, media.DiscontinuitySequence, media.IsLive));
        Assert.Equal([100, 101, 102, 103], media.Segments.Select(s => s.Sequence));
        Assert.Equal("https://radio.example/hls/all.mp4", media.Segments[0].Uri.AbsoluteUri);
        Assert.Equal(("Artist, Song", 5.5, new DateTimeOffset(2026, 1, 1, 11, 0, 0, 500, TimeSpan.Zero)), (media.Segments[0].Title, media.Segments[0].Seconds, media.Segments[0].At));
        Assert.Equal([new HlsByteRange(1000, 2000), new HlsByteRange(500, 3000)], media.Segments.Take(2).Select(s => s.Range!.Value));
        Assert.Equal(new HlsMap(new Uri("https://radio.example/hls/live/init.mp4"), new HlsByteRange(720, 10)), media.Segments[3].Map);
        Assert.Equal((true, true, false), (media.Segments[2].IsDiscontinuity, media.Segments[2].IsGap, media.Segments[3].IsGap));
        Assert.Equal(("AES-128", "https://radio.example/hls/live/key?id=1,2", 15), (media.Segments[2].Key!.Method, media.Segments[2].Key!.Uri!.AbsoluteUri, media.Segments[2].Key!.Iv!.Value.Span[15]));
        Assert.Null(media.Segments[3].Key);
        Assert.Equal([FindingCodes.HlsGap], Codes(media));
    }

    [Theory]
    [InlineData("#EXT-X-TARGETDURATION:4\n#EXTINF:4.0,\na.ts\n#EXT-X-ENDLIST", FindingCodes.HlsInvalid)]
    [InlineData("#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:4.0,\na.ts\n#EXT-X-ENDLIST", FindingCodes.HlsInvalid)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-ENDLIST", FindingCodes.HlsInvalid)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:five,\na.ts\n#EXT-X-ENDLIST", FindingCodes.HlsInvalid)]
    [InlineData("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n#EXTINF:4.6,\na.ts\n#EXT-X-ENDLIST", FindingCodes.HlsTargetDuration)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:3.5,\na.ts\n#EXT-X-ENDLIST", FindingCodes.HlsVersion)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na.ts\n#EXTINF:4,\nb.ts", FindingCodes.HlsShortWindow)]
    [InlineData("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-GAP\n#EXTINF:4,\na.ts\n#EXT-X-ENDLIST", FindingCodes.HlsGap)]
    public void A_broken_rule_is_named(string text, string code) => Assert.Contains(code, Codes(Media(text)));

    [Fact]
    public void Half_a_second_over_the_target_is_within_its_rounding() =>
        Assert.Empty(Media("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n#EXTINF:4.49,\na.ts\n#EXT-X-ENDLIST").Problems);

    [Theory]
    [InlineData("#EXT-X-CUE-OUT:30", nameof(HlsMarkerKind.Out), 30.0)]
    [InlineData("#EXT-X-CUE-OUT:DURATION=12.5,ID=1", nameof(HlsMarkerKind.Out), 12.5)]
    [InlineData("#EXT-X-CUE-OUT", nameof(HlsMarkerKind.Out), null)]
    [InlineData("#EXT-X-CUE-OUT-CONT:8/30", nameof(HlsMarkerKind.Continue), 22.0)]
    [InlineData("#EXT-X-CUE-OUT-CONT:ElapsedTime=10,Duration=30", nameof(HlsMarkerKind.Continue), 20.0)]
    [InlineData("#EXT-X-CUE-IN", nameof(HlsMarkerKind.In), null)]
    [InlineData("#EXT-OATCLS-SCTE35:/DAlAAAAAAAAAP/wFAUAAAABf+/+ANgNkv4AFJlwAAEBAQAA5xULLA==", nameof(HlsMarkerKind.Out), 15.0)]
    [InlineData("#EXT-X-SCTE35:CUE=\"/DAlAAAAAAAAAP/wFAUAAAABf+/+ANgNkv4AFJlwAAEBAQAA5xULLA==\",CUE-IN=YES", nameof(HlsMarkerKind.In), 15.0)]
    [InlineData("#EXT-X-DATERANGE:ID=\"7\",START-DATE=\"2026-01-01T00:00:00Z\",PLANNED-DURATION=59.9,SCTE35-OUT=0xFC00", nameof(HlsMarkerKind.Out), 59.9)]
    [InlineData("#EXT-X-DATERANGE:ID=\"7\",START-DATE=\"2026-01-01T00:00:00Z\",SCTE35-IN=0xFC00", nameof(HlsMarkerKind.In), null)]
    [InlineData("#EXT-X-DATERANGE:ID=\"song\",START-DATE=\"2026-01-01T00:00:00Z\"", nameof(HlsMarkerKind.Other), null)]
    public void Markers_of_every_packager_are_understood(string line, string kind, double? seconds)
    {
        var marker = HlsMarkers.Read(line)!;

        Assert.Equal((kind, seconds), (marker.Kind.ToString(), marker.Seconds));
    }

    [Fact]
    public void A_break_is_placed_where_a_listener_hears_it()
    {
        // 4 s segments; a player starts with the third from the end.
        var media = Media("""
            #EXTM3U
            #EXT-X-TARGETDURATION:4
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z
            #EXT-X-CUE-OUT:10
            #EXTINF:4,
            0.ts
            #EXTINF:4,
            1.ts
            #EXT-X-DATERANGE:ID="x",START-DATE="2026-01-01T00:00:14Z",DURATION=5,SCTE35-OUT=0xFC00
            #EXTINF:4,
            2.ts
            #EXTINF:4,
            3.ts
            #EXTINF:4,
            4.ts
            """);
        var watch = new HlsWatch();
        for (var i = HlsAudio.StartOf(media); i < 5; i++) watch.Open(media, media.Segments[i]);

        Assert.Equal(2, HlsAudio.StartOf(media));
        Assert.Equal([(0.0, 2.0), (6.0, 5.0)], watch.Cues.Select(c => (c.At.TotalSeconds, c.Length!.Value.TotalSeconds)));
        Assert.Equal(8, watch.Position.TotalSeconds);
    }

    [Theory]
    [InlineData(100, 101, true, null)]
    [InlineData(100, 100, false, null)]
    [InlineData(100, 3, true, FindingCodes.HlsSequence)]
    public void Changes_are_held_to_the_sequence_number(long before, long after, bool changed, string? code)
    {
        List<HlsProblem> problems = [];

        Assert.Equal(changed, HlsChange.Compare(Media(HlsServer.Window(before, 4)), Media(HlsServer.Window(after, 4)), problems));
        Assert.Equal(code, problems.SingleOrDefault()?.Code);
    }

    [Fact]
    public void Another_segment_under_the_same_number_is_noticed()
    {
        List<HlsProblem> problems = [];
        HlsChange.Compare(Media(HlsServer.Window(100, 4)), Media(HlsServer.Window(101, 4).Replace("SEQUENCE:101", "SEQUENCE:100", StringComparison.Ordinal)), problems);

        Assert.Equal(FindingCodes.HlsSequence, Assert.Single(problems).Code);
    }

    [Theory]
    [InlineData("1210", "AAC", 44100, 2)]
    [InlineData("1390", "AAC", 22050, 2)]
    [InlineData("2B920800", "HE-AAC", 44100, 2)]
    [InlineData("139056E5A0", "HE-AAC", 44100, 2)]
    [InlineData("EB8A08", "HE-AAC", 44100, 2)]
    public void He_aac_is_told_from_aac_where_it_is_signalled(string config, string codec, int rate, int channels)
    {
        var audio = AudioSpecificConfig.Read(Convert.FromHexString(config))!.Describe(new MeasuredAudio { Codec = "" });

        Assert.Equal((codec, rate, channels), (audio.Codec, audio.SampleRateHz, audio.Channels));
    }

    // Found by fuzzing: the segments' numbers must agree with the playlist's.
    [Fact]
    public void A_sequence_number_behind_a_segment_renumbers_nothing()
    {
        var media = Media("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:5\n#EXTINF:4,\na.ts\n#EXT-X-MEDIA-SEQUENCE:9\n#EXTINF:4,\nb.ts\n#EXT-X-ENDLIST");

        Assert.Equal((5L, 6L), (media.MediaSequence, media.Segments[1].Sequence));
        Assert.Equal([FindingCodes.HlsInvalid], Codes(media));
    }

    [Fact]
    public void What_the_decoder_makes_of_aac_tells_he_aac()
    {
        var core = new MeasuredAudio { Codec = "AAC", Profile = "LC", SampleRateHz = 22050, Channels = 1 };
        var heard = core.AsHeard(new PcmFormat(44100, 2));

        Assert.Equal(("HE-AAC", 44100, 2, "LC, parametric stereo (v2)"), (heard.Codec, heard.SampleRateHz, heard.Channels, heard.Profile));
        Assert.Equal(core, core.AsHeard(new PcmFormat(22050, 1)));
    }
}
