using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Platform.StreamHealth.Tests.Fuzz;

/// <summary>
/// Makes inputs for parsers: valid pieces of every format we read, put together by chance, then damaged. The same seed and
/// number give the same input, so that a failure can be had again.
/// </summary>
internal static class FuzzInputs
{
    private const int Longest = 64 * 1024;

    private static readonly string[] Lines =
    [
        "#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:6", "#EXT-X-MEDIA-SEQUENCE:100", "#EXT-X-DISCONTINUITY-SEQUENCE:2", "#EXTINF:6.006,title", "#EXTINF:-1,", "seg1.ts",
        "../up/seg.ts?x=1", "http://[::1", "#EXT-X-BYTERANGE:100@0", "#EXT-X-BYTERANGE:100", "#EXT-X-KEY:METHOD=AES-128,URI=\"k\",IV=0x000102030405060708090a0b0c0d0e0f", "#EXT-X-KEY:METHOD=NONE",
        "#EXT-X-MAP:URI=\"init.mp4\",BYTERANGE=\"720@0\"", "#EXT-X-ENDLIST", "#EXT-X-DISCONTINUITY", "#EXT-X-GAP", "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00.000Z", "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-STREAM-INF:BANDWIDTH=128000,CODECS=\"mp4a.40.2,avc1\",AUDIO=\"a\"", "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"b\",URI=\"c.m3u8\"", "#EXT-X-CUE-OUT:30", "#EXT-X-PART-INF:PART-TARGET=0.33", "#EXT-X-PART:DURATION=0.33,URI=\"p\"", "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"skd://k\",KEYFORMAT=\"com.apple.streamingkeydelivery\"", "#EXT-X-CUE-OUT-CONT:8.5/30", "#EXT-X-CUE-IN",
        "#EXT-X-DATERANGE:ID=\"1\",START-DATE=\"2026-01-01T00:00:00Z\",PLANNED-DURATION=30,SCTE35-OUT=0xFC302000000000000000FFF00F05000000017FFFFE00A4CB800001010000F2A3BE1C",
        "#EXT-OATCLS-SCTE35:/DAlAAAAAAAAAP/wFAUAAAABf+/+ANgNkv4AFJlwAAEBAQAA5xULLA==", "#EXT-X-SCTE35:CUE=\"/DA=\",CUE-OUT=YES", "[playlist]", "File1=http://x/", "File999999999=y", "NumberOfEntries=2", "Version=2",
        "HTTP/1.1 200 OK", "ICY 200 OK", "HTTP/1.0 302 Found", "Content-Type: audio/mpeg", "icy-metaint:16000", "icy-br: 128, 128", "icy-name:Björk", "ice-audio-info: ice-samplerate=44100;ice-bitrate=128;ice-channels=2",
        "Transfer-Encoding: chunked", "Content-Length: 99999999999999999999", "Location: //", " folded", "Server: Icecast 2.4.4", "icy-notice2:SHOUTcast v1.9.8<BR>", "X-CDN: x", "Via: 1.1 fastly", "",
        "StreamTitle='Artist - Song';StreamUrl='http://x/';", "StreamTitle='it's';", "<?xml version=\"1.0\"?><playlist><trackList><track><location>http://x/</location></track></trackList></playlist>",
        "<MPD type=\"dynamic\"><AdaptationSet mimeType=\"audio/mp4\"><Representation bandwidth=\"1\" codecs=\"mp4a\"/></AdaptationSet></MPD>", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;",
        "<MPD type=\"dynamic\" availabilityStartTime=\"2026-01-01T00:00:00Z\" minimumUpdatePeriod=\"PT2S\"><Period start=\"PT5S\">", "<AdaptationSet mimeType=\"audio/mp4\"><SegmentTemplate timescale=\"48000\"><SegmentTimeline>", "<S t=\"96000\" d=\"96000\" r=\"9\"/>",
        "{\"streams\":[{\"codec_type\":\"audio\",\"codec_name\":\"aac\",\"sample_rate\":\"44100\",\"channels\":2}],\"format\":{\"tags\":{\"title\":\"x\"}}}", "RTSP/1.0 302 Moved", "RTSP/1.0 200 OK", "1a;x=y", "0",
    ];

    private static readonly byte[][] Pieces =
    [
        [0xFF, 0xFB, 0x90, 0x44], [0xFF, 0xFB, 0x00, 0x44], [0xFF, 0xF1, 0x50, 0x80, 0x02, 0x1F, 0xFC], [0xFF, 0xF9, 0x5C, 0x40, 0x00, 0xFF, 0xFC], [.. "OggS\0"u8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 19],
        [.. "OpusHead"u8, 1, 2, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0], [.. "OpusTags"u8, 1, 0, 0, 0, 65, 2, 0, 0, 0, 7, 0, 0, 0, .. "TITLE=x"u8], [.. "fLaC"u8, 0, 0, 0, 34], [.. "RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\0\0\0"u8],
        [.. "ID3\x04\0\0\0\0\x02\0TIT2\0\0\0\x05\0\0\x03"u8, .. "abcd"u8], [.. "\0\0\0\x18ftypmp42\0\0\0\0"u8], [.. "\0\0\0\x08moov"u8], [.. "\0\0\0\x10moof\0\0\0\x08traf"u8], [.. "\0\0\0\x01mdat"u8, 0, 0, 0, 1, 0, 0, 0, 0],
        [.. "trak"u8], [.. "mdia"u8], [.. "hdlr\0\0\0\0\0\0\0\0soun"u8], [.. "stsd\0\0\0\0\0\0\0\x01"u8], [.. "mp4a"u8], [.. "esds\0\0\0\0\x03\x19\0\0\0\x04\x11\x40\x15"u8], [.. "trun\0\0\x01\x01\xFF\xFF\xFF\xFF"u8],
        [0x47, 0x40, 0x00, 0x10, 0x00, 0x00, 0xB0, 0x0D, 0x00, 0x01, 0xC1, 0x00, 0x00, 0x00, 0x01, 0xF0, 0x00], [0x47, 0x50, 0x00, 0x10, 0x00, 0x02, 0xB0, 0x12, 0x00, 0x01, 0xC1, 0x00, 0x00, 0xE1, 0x00, 0xF0, 0x00, 0x0F, 0xE1, 0x00, 0xF0, 0x00],
        [0x47, 0x41, 0x00, 0x30, 0x07, 0x50, 0, 0, 0, 0, 0, 0, 0x00, 0x00, 0x01, 0xC0, 0x00, 0x00, 0x80, 0x80, 0x05, 0x21, 0x00, 0x01, 0x00, 0x01], [0xFC, 0x30, 0x20, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xF0, 0x0F, 0x05], [0x13, 0x90], [0x2B, 0x92, 0x08, 0x00],
    ];

    private static readonly long[] Edges = [0, 1, -1, 127, 128, 255, 256, 32767, 65535, 65536, int.MaxValue, uint.MaxValue, long.MaxValue, long.MinValue];

    public static byte[] Make(int seed, int number)
    {
        var random = new Random(HashCode(seed, number));
        var bytes = new List<byte>(256);
        var kind = random.Next(10);
        // Mostly short, where parsers decide; sometimes long, where they could be slow.
        for (var pieces = random.Next(100) == 0 ? random.Next(200, 2000) : random.Next(1, 24); pieces > 0 && bytes.Count < Longest; pieces--)
        {
            if (kind < 5) AddLine(bytes, random);
            else if (kind < 9) AddPiece(bytes, random);
            else AddNoise(bytes, random, random.Next(64));
        }

        for (var damage = random.Next(4) == 0 ? 0 : random.Next(1, 8); damage > 0; damage--) Damage(bytes, random);
        return [.. bytes];
    }

    // System.HashCode differs from run to run.
    private static int HashCode(int seed, int number) => unchecked((seed * 486187739) + (number * 16777619)) ^ number;

    private static void AddLine(List<byte> bytes, Random random)
    {
        var line = Lines[random.Next(Lines.Length)];
        bytes.AddRange(random.Next(20) == 0 ? Encoding.Latin1.GetBytes(line) : Encoding.UTF8.GetBytes(line));
        bytes.AddRange(random.Next(4) == 0 ? "\r\n"u8 : "\n"u8);
    }

    private static void AddPiece(List<byte> bytes, Random random)
    {
        var piece = Pieces[random.Next(Pieces.Length)];
        // Transport streams only show in whole packets, boxes only inside of each other, frames only in a row.
        var count = random.Next(3) == 0 ? random.Next(1, 6) : 1;
        Span<byte> size = stackalloc byte[4];
        for (var i = 0; i < count; i++)
        {
            if (random.Next(4) == 0 && piece.Length >= 4)
            {
                BinaryPrimitives.WriteInt32BigEndian(size, random.Next(0, 400));
                bytes.AddRange(size);
            }

            bytes.AddRange(piece);
            if (piece[0] == 0x47) bytes.AddRange(new byte[Math.Max(0, 188 - piece.Length)]);
            else if (random.Next(2) == 0) AddNoise(bytes, random, random.Next(420));
        }
    }

    private static void AddNoise(List<byte> bytes, Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        bytes.AddRange(noise);
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        if (bytes.Count == 0) return;
        var at = random.Next(bytes.Count);
        switch (random.Next(7))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes.RemoveRange(at, bytes.Count - at); break;
            case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 32), bytes.Count - at)); break;
            case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 64), bytes.Count - at))); break;
            case 4: bytes.InsertRange(at, Encoding.ASCII.GetBytes(Edges[random.Next(Edges.Length)].ToString(CultureInfo.InvariantCulture))); break;
            case 5: bytes[at] = (byte)"'\";=,:\n\r\0 <>&#"[random.Next(14)]; break;
            default:
                for (var i = at; i < Math.Min(at + 8, bytes.Count); i++) bytes[i] = 0xFF;
                break;
        }
    }
}
