using System.Diagnostics;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Dash;
using Platform.StreamHealth.Checks.Formats;
using Platform.StreamHealth.Checks.Hls;
using Platform.StreamHealth.Checks.MediaServers;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Tests.Fuzz;

/// <summary>What came of feeding generated inputs to every parser of foreign bytes.</summary>
/// <param name="Inputs">How many inputs, each given to every parser.</param>
/// <param name="Elapsed">All of it, making the inputs included.</param>
/// <param name="Slowest">The longest that one parser took for one input, and which.</param>
/// <param name="Greediest">The most bytes that one parser allocated for one input beyond 64 times its length, and which.</param>
/// <param name="Failures">Parsers that threw, with the input's number.</param>
internal sealed record FuzzOutcome(
    int Inputs, TimeSpan Elapsed, (TimeSpan Time, string What) Slowest, (long Bytes, string What) Greediest, IReadOnlyList<string> Failures);

/// <summary>Feeds generated inputs to every parser of foreign bytes: none may throw, hang or take memory out of proportion.</summary>
internal static class ParserFuzz
{
    private const int MaxFailures = 20;
    private const int FairShare = 64;
    private static readonly Uri Source = new("http://radio.example/live/list");
    private static readonly string?[] MediaTypes = [null, "audio/mpeg", "audio/aacp", "application/ogg", "video/mp2t"];

    private static readonly (string Name, Action<byte[], int> Run)[] Parsers =
    [
        ("response head", (bytes, _) => Head(bytes)),
        ("head reader", (bytes, _) => Read(HeadReader.ReadAsync(new InputBuffer(new MemoryStream(bytes)), CancellationToken.None))),
        ("chunks", (bytes, _) => Drain(new ChunkedStream(new InputBuffer(new MemoryStream(bytes))))),
        ("ICY stream", (bytes, n) => Drain(new IcyStream(new MemoryStream(bytes), 1 + (n % 97), _ => { }))),
        ("ICY block", (bytes, _) => IcyMetadata.Parse(bytes)),
        ("playlist", (bytes, n) => Playlist.Parse(WireText.Decode(bytes), Source, cut: n % 16 == 0)),
        ("HLS", (bytes, _) => Hls(bytes)),
        ("SCTE-35", (bytes, _) => Scte35.Read(bytes)),
        ("formats", (bytes, n) => Formats(bytes, n)),
        ("segments", (bytes, n) => Segment(bytes, n)),
        ("decoder configuration", (bytes, _) => AudioSpecificConfig.Read(bytes)?.Describe(new MeasuredAudio { Codec = "AAC" })),
        ("ffprobe's answer", (bytes, _) => MediaServerFacts.Read(WireText.Decode(bytes), "RTMP")),
        ("DASH", (bytes, _) => DashManifest.Read(WireText.Decode(bytes))),
        ("Ogg pages", (bytes, n) => Ogg(bytes, n)),
        ("RTSP answers", (bytes, _) => new RtspRedirects().Look(bytes)),
    ];

    /// <param name="seed">Decides the inputs.</param>
    /// <param name="first">Number of the first input, to have one again.</param>
    /// <param name="count">How many.</param>
    /// <param name="onProgress">Told now and then how many are done.</param>
    public static FuzzOutcome Run(int seed, int first, int count, Action<int>? onProgress = null)
    {
        var clock = Stopwatch.StartNew();
        var slowest = (Time: TimeSpan.Zero, What: "");
        var greediest = (Bytes: 0L, What: "");
        List<string> failures = [];
        for (var number = first; number < first + count && failures.Count < MaxFailures; number++)
        {
            var input = FuzzInputs.Make(seed, number);
            foreach (var (name, run) in Parsers)
            {
                var (before, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
                try
                {
                    run(input, number);
                }
                catch (Exception e)
                {
                    failures.Add($"{name}, input {number} of seed {seed}: {e}");
                }

                var (time, bytes) = (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - before - ((long)input.Length * FairShare));
                if (time > slowest.Time) slowest = (time, $"{name}, input {number} of {input.Length} bytes");
                if (bytes > greediest.Bytes) greediest = (bytes, $"{name}, input {number} of {input.Length} bytes");
            }

            if (number % 10_000 == 0) onProgress?.Invoke(number - first);
        }

        return new FuzzOutcome(count, clock.Elapsed, slowest, greediest, failures);
    }

    private static void Head(byte[] bytes)
    {
        if (ResponseHead.Parse(bytes) is not { } head) return;
        HeaderFacts.Server(head);
        HeaderFacts.Parameters(head, null);
        HeaderFacts.Advertised(head, null);
        _ = (head.ContentLength, head.IsChunked, head.Number("icy-metaint"));
        ProbeFailure.FromStatus(head);
    }

    // A second version that begins later, as a live playlist's next one does.
    private static void Hls(byte[] bytes)
    {
        var text = WireText.Decode(bytes);
        if (HlsParser.Parse(text, Source).Media is not { Segments.Count: > 0 } media) return;
        var later = media with { MediaSequence = media.MediaSequence + 1, Segments = [.. media.Segments.Skip(1).Append(media.Segments[^1] with { Sequence = media.Segments[^1].Sequence + 1 })] };
        List<HlsProblem> problems = [];
        HlsChange.Compare(media, later, problems);
        HlsChange.Compare(later, media, problems);
        var watch = new HlsWatch();
        for (var i = HlsAudio.StartOf(media); i < media.Segments.Count; i++) watch.Open(media, media.Segments[i]);
        _ = (watch.Position, watch.Cues.Count, media.TotalSeconds);
    }

    // From its first page on, as it would come: there is none in what does not begin with one.
    private static void Ogg(byte[] bytes, int number)
    {
        var start = Math.Max(0, bytes.AsSpan().IndexOf("OggS"u8));
        var chain = new OggChain(_ => { });
        for (var at = start; at < bytes.Length; at += 1 + (number % 700)) chain.Take(bytes.AsSpan(at, Math.Min(1 + (number % 700), bytes.Length - at)));
        _ = chain.Position;
    }

    private static void Formats(byte[] bytes, int number)
    {
        FormatSniffer.ContainerOf(FormatSniffer.Sniff(bytes, MediaTypes[number % MediaTypes.Length])?.Audio);
        FormatSniffer.IsText(bytes);
        Id3Tag.Read(bytes);
        VorbisComments.Read(bytes);
    }

    private static void Segment(byte[] bytes, int number)
    {
        var cut = number % 3 == 0 ? bytes.Length / 2 : 0;
        SegmentContent.Read(bytes.AsMemory(cut), bytes.AsMemory(0, cut));
        Mp4Audio.HasVideo(bytes);
    }

    // From memory, asynchronous reads end at once.
    private static void Read(Task task)
    {
        if (!task.IsCompleted) throw new InvalidOperationException("a read from memory did not end at once");
        task.GetAwaiter().GetResult();
    }

    private static void Drain(Stream stream)
    {
        try
        {
            Read(stream.CopyToAsync(Stream.Null));
        }
        catch (InvalidDataException)
        {
            // How damaged transfer coding is told.
        }
    }
}
