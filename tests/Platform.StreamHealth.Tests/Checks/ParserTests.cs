using System.Text;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Formats;
using Platform.Testing.Audio;

namespace Platform.StreamHealth.Tests.Checks;

/// <summary>The parsers of foreign bytes: what they must read, and that nothing in their input can hurt them.</summary>
public sealed class ParserTests
{
    private const int Rounds = 20_000;

    [Theory]
    [InlineData("StreamTitle='Artist - Song';", "Artist - Song", null)]
    [InlineData("StreamTitle='It's a quoted 'thing'';StreamUrl='http://x/?a='1';", "It's a quoted 'thing'", "http://x/?a='1")]
    [InlineData("StreamTitle='semi';colon';StreamUrl='';", "semi';colon", "")]
    [InlineData("StreamUrl='u';StreamTitle='after';", "after", "u")]
    [InlineData("StreamTitle='cut off", "cut off", null)]
    [InlineData("StreamTitle='';", "", null)]
    [InlineData("nothing of ours", null, null)]
    public void Titles_are_read_as_they_are_sent(string block, string? title, string? url) =>
        Assert.Equal(new IcyMetadata(title, url), IcyMetadata.Parse(Encoding.UTF8.GetBytes(block + "\0\0\0")));

    [Fact]
    public void Titles_in_latin_1_and_utf_8_are_both_understood()
    {
        Assert.Equal("Björk", IcyMetadata.Parse(Encoding.Latin1.GetBytes("StreamTitle='Björk';")).Title);
        Assert.Equal("Björk", IcyMetadata.Parse(Encoding.UTF8.GetBytes("StreamTitle='Björk';")).Title);
    }

    [Fact]
    public void Any_title_without_the_next_keys_pattern_survives()
    {
        var random = new Random(1);
        for (var i = 0; i < Rounds; i++)
        {
            var title = new string([.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => "ab'; =éß漢"[random.Next(9)])]).Trim();
            if (title.Contains("';", StringComparison.Ordinal)) continue;
            Assert.Equal(title, IcyMetadata.Parse(Encoding.UTF8.GetBytes($"StreamTitle='{title}';")).Title);
        }
    }

    [Fact]
    public void Random_and_damaged_bytes_never_throw()
    {
        var random = new Random(2);
        byte[][] seeds =
        [
            "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nicy-metaint: 16000"u8.ToArray(), "ICY 200 OK\r\nicy-br:128"u8.ToArray(),
            "StreamTitle='x';StreamUrl='y';"u8.ToArray(), "OggS"u8.ToArray(), "fLaC\0\0\0\x22"u8.ToArray(), "RIFF\0\0\0\0WAVEfmt "u8.ToArray(),
            "ID3\x04\0\0\0\0\x7F\x7FTIT2"u8.ToArray(), "#EXTM3U\n#EXT-X-STREAM-INF\n"u8.ToArray(), "[playlist]\nFile1=x"u8.ToArray(), [0xFF, 0xFB, 0x00, 0x00], [0xFF, 0xF1, 0x50, 0x80],
        ];
        for (var i = 0; i < Rounds; i++)
        {
            var noise = new byte[random.Next(0, 300)];
            random.NextBytes(noise);
            byte[] input = [.. seeds[random.Next(seeds.Length)], .. noise];
            if (random.Next(2) == 0) input[random.Next(input.Length)] = (byte)random.Next(256);
            ResponseHead.Parse(input);
            IcyMetadata.Parse(input);
            FormatSniffer.Sniff(input, "audio/mpeg");
            FormatSniffer.IsText(input);
            Id3Tag.Read(input);
            VorbisComments.Read(input);
            Playlist.Parse(WireText.Decode(input), new Uri("http://radio.example/list"), cut: false);
        }
    }

    [Theory]
    [InlineData(AudioEncoding.Mp3)]
    [InlineData(AudioEncoding.Aac)]
    [InlineData(AudioEncoding.Vorbis)]
    [InlineData(AudioEncoding.Opus)]
    [InlineData(AudioEncoding.Wav)]
    public async Task Damaged_audio_is_recognised_or_not_but_never_thrown_at(AudioEncoding encoding)
    {
        var whole = await TestAudio.BytesAsync(AudioVariant.Programme, encoding);
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var piece = whole[..random.Next(1, 20_000)];
            for (var k = random.Next(20); k > 0; k--) piece[random.Next(piece.Length)] = (byte)random.Next(256);
            FormatSniffer.Sniff(piece, null);
        }
    }

    [Fact]
    public void Data_made_to_look_like_frames_costs_little_time()
    {
        var data = new byte[StreamBeginningMax];
        for (var i = 0; i < data.Length; i += 4) new byte[] { 0xFF, 0xFB, 0x00, 0x44 }.CopyTo(data, i);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        FormatSniffer.Sniff(data, "audio/mpeg");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), clock.Elapsed.ToString());
    }

    private const int StreamBeginningMax = Platform.StreamHealth.Checks.Listening.StreamBeginning.MaxBytes;

    [Fact]
    public async Task Audio_and_titles_are_separated_wherever_the_reads_are_cut()
    {
        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            var metaInt = random.Next(1, 400);
            var audio = new byte[random.Next(1, 4000)];
            random.NextBytes(audio);
            var wire = new List<byte>();
            for (var at = 0; at < audio.Length; at += metaInt)
            {
                wire.AddRange(audio.AsSpan(at, Math.Min(metaInt, audio.Length - at)));
                if (at + metaInt > audio.Length) break;
                var text = Encoding.UTF8.GetBytes($"StreamTitle='{at}';");
                wire.Add((byte)((text.Length + 15) / 16));
                wire.AddRange(text);
                wire.AddRange(new byte[(((text.Length + 15) / 16) * 16) - text.Length]);
            }

            var titles = new List<IcyMetadata>();
            using var separated = new MemoryStream();
            await new IcyStream(new Dribble([.. wire], random), metaInt, titles.Add).CopyToAsync(separated, random.Next(1, 700));
            Assert.Equal(audio, separated.ToArray());
            Assert.All(titles, (t, i) => Assert.Equal((i * metaInt).ToString(System.Globalization.CultureInfo.InvariantCulture), t.Title));
        }
    }

    [Fact]
    public async Task Chunks_are_joined_wherever_the_reads_are_cut()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var body = new byte[random.Next(1, 4000)];
            random.NextBytes(body);
            var wire = new List<byte>();
            for (var at = 0; at < body.Length;)
            {
                var size = Math.Min(random.Next(1, 500), body.Length - at);
                wire.AddRange(Encoding.ASCII.GetBytes($"{size:X}{(random.Next(3) == 0 ? ";name=value" : "")}\r\n"));
                wire.AddRange(body.AsSpan(at, size));
                wire.AddRange("\r\n"u8);
                at += size;
            }

            wire.AddRange("0\r\n\r\n"u8);
            using var joined = new MemoryStream();
            await new ChunkedStream(new InputBuffer(new Dribble([.. wire], random))).CopyToAsync(joined);
            Assert.Equal(body, joined.ToArray());
        }
    }

    [Theory]
    [InlineData("HTTP://Radio.Example/Live.MP3?b=2&a=1#now", "http://radio.example/live.mp3?a=1&b=2")]
    public void Addresses_that_differ_in_case_order_and_fragment_are_one_stream(string one, string other)
    {
        Assert.Equal(StreamId.Of(one), StreamId.Of(other));
        Assert.Matches("^[0-9a-f]{16}$", StreamId.Of(one));
        Assert.NotEqual(StreamId.Of(one), StreamId.Of(other + "3"));
    }

    [Theory]
    [InlineData("http://radio.example/x", "radio.example")]
    [InlineData("http://радио.example:8000/x", "xn--80aimyg.example:8000")]
    [InlineData("https://[2001:db8::1]:8443/x", "[2001:db8::1]:8443")]
    public void The_host_header_is_ascii(string url, string expected) => Assert.Equal(expected, HttpStreamClient.HostOf(new Uri(url)));

    /// <summary>Gives a few bytes at a time, as sockets do.</summary>
    private sealed class Dribble(byte[] bytes, Random random) : ReadOnlyStream
    {
        private int _at;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(Math.Min(buffer.Length, bytes.Length - _at), random.Next(1, 50));
            bytes.AsSpan(_at, count).CopyTo(buffer.Span);
            _at += count;
            return ValueTask.FromResult(count);
        }
    }
}
